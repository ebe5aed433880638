// npm run test:vm [-- PATTERN]: boots a guest for each case whose name matches, and writes what came of it to
// docs/accuracy.md. Needs root and Debian's qemu-system-x86, cpio, kmod, busybox-static, nftables, iptables, ipset,
// ipvsadm; downloads the kernels of three releases of Debian.
// Answers are kept in dist/vm: a run that was stopped goes on where it was, and runs of parts are told together, as
// long as the executable is the same.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { allCases, type VmCase } from '../test/vm/cases.ts';
import { keptAnswers } from '../test/vm/answers.ts';
import { baseImage, executable } from '../test/vm/images.ts';
import { gradeOf } from '../test/vm/judge-answer.ts';
import { type Answer, guestMs, runGuest } from '../test/vm/run-guest.ts';
import { vmSection } from '../test/vm/vm-section.ts';

const page = 'docs/accuracy.md';
const answersFile = 'dist/vm/answers.ndjson';
/** A machine that is busy may starve a guest. */
const tries = 2;

async function main(): Promise<void> {
  const pattern = new RegExp(process.argv[2] ?? '', 'u');
  const kept = keptAnswers(answersFile, readFileSync(executable));
  const wanted = allCases.filter((vm) => pattern.test(vm.name) && kept.of(vm) === undefined);
  console.log(`${wanted.length} guests; ${allCases.length} in all`);
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-base-'));
  const limit = pLimit(availableParallelism());
  try {
    const base = baseImage(folder);
    const answers = await Promise.all(wanted.map((vm) => limit(async () => answerOf(vm, base))));
    for (const answer of answers) if (answer.failure !== undefined) process.exitCode = 1;
    const all = allCases.flatMap((vm) => answers.find((one) => one.vm === vm) ?? kept.of(vm) ?? []);
    writeSection(vmSection(all, allCases.length));
    if (all.some((answer) => gradeOf(answer).startsWith('WRONG'))) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function answerOf(vm: VmCase, base: string): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await runGuest(vm, base, 3 * guestMs).catch((error: unknown) => noAnswer(vm, error));
      console.log(lineOf(answer));
      if (answer.failure === undefined) kept.keep(answer);
      if (answer.failure === undefined || attempt === tries) return answer;
    }
  }
}

/** It is told, and counts as nothing. */
function noAnswer(vm: VmCase, error: unknown): Answer {
  const said = error instanceof Error ? error.message : String(error);
  const failure = said.slice(-300);
  return { vm, kernel: vm.suite, verdict: '', says: '', works: false, truth: '', seconds: 0, failure };
}

function lineOf(answer: Answer): string {
  const { vm, verdict, works, seconds, failure } = answer;
  if (failure !== undefined) return `no answer: ${vm.name}: ${failure}`;
  return `${gradeOf(answer)}: ${vm.name}: says ${verdict}, rules ${works ? 'load' : 'do not load'} (${seconds} s)`;
}

function writeSection(section: string): void {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Accuracy\n';
  const marked = /<!-- vm:begin -->[^]*<!-- vm:end -->/u;
  writeFileSync(page, marked.test(text) ? text.replace(marked, () => section) : `${text}\n${section}\n`);
}

await main();
