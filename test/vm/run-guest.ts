import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VmCase } from './cases.ts';
import { caseImage, chain } from './images.ts';
import { kernelOf } from './kernels.ts';

/** What a guest said. */
export interface Answer {
  readonly vm: VmCase;
  readonly kernel: string;
  /** Worst of `ProxyKernel-<mode>`; '' if the program said nothing of it. */
  readonly verdict: string;
  /** What the program says of it. */
  readonly says: string;
  /** Whether the rules of the mode could be loaded in the very same guest. */
  readonly works: boolean;
  /** What the tools said while they were loaded. */
  readonly truth: string;
  readonly seconds: number;
  /** Why there is no answer. */
  readonly failure?: string;
}

/** Of a guest alone; a set of guests on a busy machine takes longer. */
export const guestMs = 180_000;
const commandLine = 'console=ttyS0 quiet panic=-1 random.trust_cpu=on mitigations=off nokaslr tsc=reliable';

/** Boots the guest of one case by software emulation, and reads its serial line. */
export async function runGuest(vm: VmCase, base: string, deadlineMs = guestMs): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-vm-'));
  const started = performance.now();
  try {
    const kernel = kernelOf(vm.suite);
    const initrd = chain([base, caseImage(folder, kernel, vm)], join(folder, 'initrd'));
    const output = await boot(kernel.image, initrd, deadlineMs);
    const seconds = Math.round((performance.now() - started) / 1000);
    return { vm, kernel: kernel.release, seconds, ...readOutput(output, vm) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function boot(image: string, initrd: string, deadlineMs: number): Promise<string> {
  const machine =
    '-accel tcg,thread=multi -cpu max -m 1536 -smp 1 -nographic -no-reboot -nodefaults -serial stdio';
  const argv = [...machine.split(' '), '-kernel', image, '-initrd', initrd, '-append', commandLine];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const guest = spawn('qemu-system-x86_64', argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => guest.kill('SIGKILL'), deadlineMs);
  let output = '';
  const keep = (chunk: Buffer): void => void (output += chunk.toString());
  guest.stdout.on('data', keep);
  guest.stderr.on('data', keep);
  guest.on('error', reject);
  guest.on('close', (code, signal) => {
    clearTimeout(timer);
    const end =
      signal === 'SIGKILL' ? `no end within ${deadlineMs / 1000} s` : (signal ?? `exit code ${code}`);
    resolve(`${output.replaceAll('\r', '')}\n== qemu: ${end}`);
  });
  return promise;
}

interface Finding {
  readonly check: string;
  readonly verdict: string;
  readonly says: string;
  readonly have?: string;
}

const gravity = ['pass', 'info', 'warn', 'unknown', 'fail'];

function readOutput(
  output: string,
  { mode, name }: VmCase,
): Pick<Answer, 'verdict' | 'says' | 'works' | 'truth'> {
  const status = /^== status (\d+)$/mu.exec(output)?.[1];
  if (status === undefined)
    throw new Error(`${name}: the guest did not come to its end:\n${output.slice(-3000)}`);
  const json = output.slice(output.indexOf('== verdict') + 10, output.indexOf('== stderr'));
  const stderr = output.slice(output.indexOf('== stderr') + 9, output.indexOf('== truth'));
  const truth = output.slice(output.indexOf('== truth') + 8, output.indexOf('== status')).trim();
  const findings = findingsOf(json, `${name}: ${stderr}`).filter(
    ({ check }) => check === `ProxyKernel-${mode}`,
  );
  const worst = findings.toSorted((a, b) => gravity.indexOf(b.verdict) - gravity.indexOf(a.verdict))[0];
  return {
    verdict: worst?.verdict ?? '',
    says: [worst?.says, worst?.have].join('; '),
    works: status === '0',
    truth,
  };
}

function findingsOf(json: string, context: string): readonly Finding[] {
  try {
    const { findings } = JSON.parse(json) as { findings: readonly Finding[] };
    return findings;
  } catch (error) {
    throw new Error(`no report from the guest: ${context}\n${json.slice(0, 2000)}`, { cause: error });
  }
}
