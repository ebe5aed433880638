// npm run test:userspace [-- SUITE…]: asks the executable inside root file systems of four releases of Debian, and writes
// what came of it to docs/accuracy.md. Needs root, debootstrap and the network; the roots are kept between runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { answersOf } from '../test/userspace/answers-of.ts';
import { releases } from '../test/userspace/releases.ts';
import { rootOf } from '../test/userspace/root-of.ts';
import { userspaceSection } from '../test/userspace/userspace-section.ts';

const page = 'docs/accuracy.md';
const asked = process.argv.slice(2);
const wanted = releases.filter(({ suite }) => asked.length === 0 || asked.includes(suite));
const rows = wanted.flatMap((release) => {
  const own = answersOf(release, rootOf(release.suite));
  for (const { what, expected, said } of own) {
    console.log(`${expected === said ? 'right' : 'WRONG'}: ${what}: ${said} (expected ${expected})`);
  }
  return own;
});
const section = userspaceSection(
  wanted.map(({ suite }) => suite),
  rows,
);
const text = readFileSync(page, 'utf8');
const marked = /<!-- userspace:begin -->[^]*<!-- userspace:end -->/u;
writeFileSync(page, marked.test(text) ? text.replace(marked, () => section) : `${text}\n${section}\n`);
if (rows.some(({ expected, said }) => expected !== said)) process.exitCode = 1;
