import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Case } from './cases.ts';

/** A measured program that did not end as it should: its times would mean nothing. */
export class BenchFailure extends Error {}

const deadlineMs = 60_000;
const pollMs = 1;
const fewReadings = 5;

/** The same for every case; NODE_OPTIONS and the like must not reach a measured Node. */
const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/** 0 and 1 are verdicts; anything else is an error of the program or of the command line. */
function assertVerdict({ name }: Case, code: number | null, detail: string): void {
  if (code === 0 || code === 1) return;
  throw new BenchFailure(`${name}: ended with ${code === null ? detail : `exit code ${code}`}`);
}

/** Milliseconds of wall time from before the start to after the end. */
export function wallTime(one: Case): number {
  const [command, ...args] = one.argv;
  const started = process.hrtime.bigint();
  const done = spawnSync(command, args, { env, stdio: 'ignore', timeout: deadlineMs });
  const nanoseconds = process.hrtime.bigint() - started;
  assertVerdict(one, done.status, done.error?.message ?? `signal ${done.signal ?? 'unknown'}`);
  return Number(nanoseconds) / 1e6;
}

function highWaterKiB(pid: number): number | undefined {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib);
}

/**
 * Peak resident memory of the program itself (not of what it starts), in KiB. Node has no
 * getrusage for children and /usr/bin/time is not everywhere, so the kernel's own high-water
 * mark is read until it is gone. It only grows, so at most the growth of the last millisecond
 * is missed. Nothing reaps the child meanwhile: this loop does not return to the event loop,
 * so the process id stays its own, and the mark vanishes exactly when it ends. null: the process
 * ended after so few readings that they tell of its start only.
 */
export async function peakMemory(one: Case): Promise<number | null> {
  const [command, ...args] = one.argv;
  const child = spawn(command, args, { env, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const { pid } = child;
  const peak = pid === undefined ? null : watch(pid);
  try {
    assertVerdict(one, await ended, 'a signal');
  } catch (error) {
    throw error instanceof BenchFailure ? error : new BenchFailure(`${one.name}: ${String(error)}`);
  }
  return peak;
}

function watch(pid: number): number | null {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const until = performance.now() + deadlineMs;
  let peak = 0;
  for (let readings = 0; ; readings += 1) {
    const now = highWaterKiB(pid);
    if (now === undefined) return readings < fewReadings ? null : peak;
    peak = now;
    if (performance.now() > until) {
      process.kill(pid, 'SIGKILL');
      return peak;
    }
    Atomics.wait(clock, 0, 0, pollMs);
  }
}
