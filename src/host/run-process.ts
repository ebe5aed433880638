import { type ChildProcess, spawn } from 'node:child_process';
import { captureStream } from './capture.ts';
import { errnoOf } from './errno.ts';
import type { ExecRequest, ExecResult } from './host.ts';

/** Where tools find tools. Fixed: the user's PATH is data, never a way to choose what root runs. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const defaultMaxOutput = 256 * 1024;
/** A process that ended leaves its pipes to its children; what they hold open is not waited for. */
const lingerMs = 300;
/** How long a killed process may take to go before it is left behind (uninterruptible sleep). */
const reapMs = 500;

export interface RunningProcess {
  readonly result: Promise<ExecResult>;
  /** Kills the whole process group. */
  cancel(): void;
}

type Ending = Pick<ExecResult, 'outcome' | 'exitCode' | 'signal' | 'errno'>;

/** Starts one program in a process group of its own and sees it to its end, or to its deadline. */
export function runProcess(request: ExecRequest, now: () => number): RunningProcess {
  const started = now();
  const child = start(request);
  if (typeof child === 'string') {
    return { result: Promise.resolve(notStarted(request.argv, child, now() - started)), cancel: () => {} };
  }
  const cap = request.maxOutput ?? defaultMaxOutput;
  const stdout = captureStream(child.stdout, cap);
  const stderr = captureStream(child.stderr, cap);
  const ending = watch(child, request.deadlineMs);
  feed(child, request.stdin);
  const result = ending.done.then((end) => ({
    argv: request.argv,
    ...end,
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated() || stderr.truncated(),
    ms: now() - started,
  }));
  return { result, cancel: () => ending.cancel() };
}

export function notStarted(argv: readonly string[], errno: string, ms: number): ExecResult {
  return { argv, outcome: 'not-started', errno, stdout: '', stderr: '', truncated: false, ms };
}

/** Node reports some failures to start by throwing and some by an event; both end in an errno. */
function start(request: ExecRequest): ChildProcess | string {
  const [file, ...args] = request.argv;
  try {
    return spawn(file, args, {
      cwd: '/',
      detached: true,
      env: { PATH: systemPath, LC_ALL: 'C', ...request.env },
      stdio: [request.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    return errnoOf(error);
  }
}

/** A tool that does not read its input (EPIPE) says by its own exit what it thinks of it. */
function feed(child: ChildProcess, stdin: string | undefined): void {
  if (stdin === undefined) return;
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
}

/** Resolves once: at the end of the process and its output, or at the deadline without them. */
function watch(child: ChildProcess, deadlineMs: number): { readonly done: Promise<Ending>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const timers: NodeJS.Timeout[] = [];
  let killed: Ending | undefined;
  let exited: Ending | undefined;
  let finished = false;
  const after = (ms: number, act: () => void) => timers.push(setTimeout(act, ms));

  function finish(end: Ending): void {
    finished = true;
    for (const timer of timers) clearTimeout(timer);
    child.stdout?.destroy();
    child.stderr?.destroy();
    child.stdin?.destroy();
    child.unref();
    resolve(killed ?? end);
  }
  function kill(end: Ending): void {
    if (finished) return;
    killGroup(child.pid);
    if (exited !== undefined) return finish(exited);
    killed = end;
    after(reapMs, () => finish(end));
  }
  child.once('error', (error) => finish({ outcome: 'not-started', errno: errnoOf(error) }));
  child.once('exit', (code, signal) => {
    exited = endingOf(code, signal);
    if (killed !== undefined) return finish(killed);
    // Whatever already lies in the pipes is read before the cut: reads come between timer and immediate.
    after(lingerMs, () => setImmediate(() => kill({ outcome: 'timed-out' })));
  });
  child.once('close', () => {
    if (exited !== undefined) finish(exited);
  });
  after(deadlineMs, () => kill({ outcome: 'timed-out' }));
  return { done: promise, cancel: () => kill({ outcome: 'timed-out', errno: 'ECANCELED' }) };
}

function endingOf(code: number | null, signal: NodeJS.Signals | null): Ending {
  if (signal !== null) return { outcome: 'signalled', signal };
  return { outcome: 'exited', exitCode: code ?? -1 };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group: just what is wanted.
  }
}
