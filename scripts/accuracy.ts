// npm run accuracy: judges every report of test/corpus/ by this program, by two releases of kubeadm and by nobody,
// prints the shares, and writes docs/accuracy.md and test/corpus/verdicts.json; with --check it says which are stale.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { corpusSection, shareTable, withSection } from '../test/corpus/corpus-section.ts';
import { type Measured, measure, wordsOf } from '../test/corpus/measure.ts';

const page = 'docs/accuracy.md';
const table = 'test/corpus/verdicts.json';

/** As the formatter of the repository wants it: both files are among those that it checks. */
function formatted(path: string, text: string): string {
  const done = spawnSync('oxfmt', [`--stdin-filepath=${path}`], { input: text, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`oxfmt ${path}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

function current(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function verdictTable(measured: readonly Measured[]): string {
  const entries = measured.map(({ of, said: [ours] }) => [of.id, ours === undefined ? '' : wordsOf(ours)]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

async function main(isCheck: boolean): Promise<void> {
  const measured = await measure();
  const section = formatted(page, corpusSection(measured)).trimEnd();
  const wanted = [
    { path: page, text: withSection(current(page) || '# Accuracy\n', section) },
    { path: table, text: formatted(table, verdictTable(measured)) },
  ];
  const stale = wanted.filter(({ path, text }) => current(path) !== text);
  if (isCheck) {
    for (const { path } of stale) console.error(`${path} is stale: run npm run accuracy`);
    process.exitCode = stale.length > 0 ? 1 : 0;
    return;
  }
  console.log(formatted(page, shareTable(measured).join('\n')).trimEnd());
  for (const { path, text } of stale) {
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
}

await main(process.argv.includes('--check'));
