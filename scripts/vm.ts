// npm run test:vm [-- PATTERN]: boots a guest for each case whose name matches, and writes what came of it to
// docs/accuracy.md. Needs root and Debian's qemu-system-x86, cpio, kmod, busybox-static, nftables, iptables, ipset,
// ipvsadm; downloads the kernels of three releases of Debian.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { allCases } from '../test/vm/cases.ts';
import { baseImage } from '../test/vm/images.ts';
import { gradeOf } from '../test/vm/judge-answer.ts';
import { type Answer, runGuest } from '../test/vm/run-guest.ts';
import { vmSection } from '../test/vm/vm-section.ts';

const page = 'docs/accuracy.md';

async function main(): Promise<void> {
  const pattern = new RegExp(process.argv[2] ?? '', 'u');
  const cases = allCases.filter(({ name }) => pattern.test(name));
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-base-'));
  const limit = pLimit(availableParallelism());
  try {
    const base = baseImage(folder);
    const answers = await Promise.all(
      cases.map((vm) =>
        limit(async () => {
          const answer = await runGuest(vm, base);
          console.log(lineOf(answer));
          return answer;
        }),
      ),
    );
    writeSection(vmSection(answers));
    if (answers.some((answer) => gradeOf(answer).startsWith('WRONG'))) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf(answer: Answer): string {
  const { vm, verdict, works, seconds } = answer;
  return `${gradeOf(answer)}: ${vm.name}: says ${verdict}, rules ${works ? 'load' : 'do not load'} (${seconds} s)`;
}

function writeSection(section: string): void {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Accuracy\n';
  const marked = /<!-- vm:begin -->[^]*<!-- vm:end -->/u;
  writeFileSync(page, marked.test(text) ? text.replace(marked, () => section) : `${text}\n${section}\n`);
}

await main();
