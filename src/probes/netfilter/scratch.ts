import type { ExecResult, Host } from '../../host/host.ts';

/** One tool to be run in a scratch network namespace. */
export interface Step {
  /** argv[0] is an absolute path. */
  readonly argv: readonly [string, ...string[]];
  /** How people are told of it, where argv holds a whole script. */
  readonly shown?: readonly string[];
  /** Only one step of a chain may read it: they share it. */
  readonly stdin?: string;
  /** Ids of the features that are shown to work when this step ends well. */
  readonly proves?: readonly string[];
}

export interface ScratchTools {
  readonly unshare: string;
  /** Runs several tools one after the other without a shell; without it, each gets its own namespace. */
  readonly find: string | undefined;
  /**
   * mount(8): hides /run in a private mount namespace, for an iptables-legacy so old that it cannot
   * be told where its lock lies.
   */
  readonly mount?: string;
}

export interface ScratchRun {
  readonly exec: ExecResult;
  /** Steps that ended with 0, from the first on. */
  readonly done: number;
  readonly ok: boolean;
  /** Set when no namespace could be made, so that no tool was started. */
  readonly refused?: string;
}

/** Each tool answers within milliseconds; one that takes this long hangs. */
export const stepDeadlineMs = 4000;

/**
 * iptables-legacy takes its lock in /run even inside a namespace, and would create the file. A lock
 * guards rules that others see; here nobody does. (The variable exists since iptables 1.8.5.)
 */
const env = { XTABLES_LOCKFILE: '/dev/null' } as const;

/**
 * Runs tools in a network namespace that dies with them. `unshare` becomes the tool only after the
 * namespace is made: where that is refused, nothing runs, and nothing can reach the host's own
 * rules. Killed at any moment, nothing stays: no name refers to the namespace but the processes.
 */
export async function runInScratch(
  host: Host,
  tools: ScratchTools,
  steps: readonly [Step, ...Step[]],
): Promise<ScratchRun> {
  const shield = tools.mount === undefined ? [] : [hideRun(tools.mount)];
  const all = [...shield, ...steps];
  const several = all.length > 1;
  const words = several ? chainOf(tools.find ?? '', all) : steps[0].argv;
  const stdin = steps.find((step) => step.stdin !== undefined)?.stdin ?? '';
  const flags = [...namespaceFlags(host.uid), ...(shield.length > 0 ? ['--mount'] : [])];
  const exec = await host.exec({
    argv: [tools.unshare, ...flags, '--', ...words],
    stdin,
    deadlineMs: stepDeadlineMs,
    env,
  });
  const done = several ? marks(exec.stdout) - shield.length : Number(succeeded(exec));
  const refused = refusalOf(exec);
  return { exec, done, ok: done === steps.length, ...(refused === undefined ? {} : { refused }) };
}

/** unshare(1) makes the mounts of a new mount namespace private, so that this one stays in it. */
function hideRun(mount: string): Step {
  return { argv: [mount, '-t', 'tmpfs', 'tmpfs', '/run'] };
}

/** An ordinary user may make a network namespace inside a user namespace, where that is allowed. */
function namespaceFlags(uid: number): readonly string[] {
  return uid === 0 ? ['--net'] : ['--user', '--map-root-user', '--net'];
}

/**
 * find(1) as a list of commands: each `-exec` is tried only after the one before ended with 0, and
 * `-print` then writes a line `/`. No shell, and no name made of input.
 */
function chainOf(find: string, steps: readonly Step[]): readonly string[] {
  return [find, '/', '-maxdepth', '0', ...steps.flatMap(({ argv }) => ['-exec', ...argv, ';', '-print'])];
}

function marks(stdout: string): number {
  return stdout.split('\n').filter((line) => line === '/').length;
}

function succeeded({ outcome, exitCode }: ExecResult): boolean {
  return outcome === 'exited' && exitCode === 0;
}

function refusalOf({ outcome, errno, stderr, exitCode }: ExecResult): string | undefined {
  if (outcome === 'not-started') return `unshare could not be started: ${errno ?? 'unknown error'}`;
  const own = /^unshare: (?!failed to execute).*$/mu.exec(stderr)?.[0];
  return own !== undefined && exitCode !== 0 ? own : undefined;
}
