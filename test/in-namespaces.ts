import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const runner = fileURLToPath(new URL('runners/run-probes.ts', import.meta.url));

export interface InNamespaces {
  /** Of `unshare`: `--mount`, `--net`, `--pid`. */
  readonly kinds: readonly string[];
  /** Lines of shell before the probes are run. */
  readonly before: readonly string[];
  readonly probes: readonly string[];
  /** Lines of shell after them; what they print follows the facts. */
  readonly after?: readonly string[];
  readonly path?: string;
}

/** Runs probes of this host in private namespaces; nothing of the host itself is changed. */
export function probeInNamespaces({ kinds, before, probes, after = [], path }: InNamespaces) {
  const script = [
    'set -eu',
    ...(kinds.includes('--mount') ? ['mount --make-rprivate /'] : []),
    ...before,
    `"$NODE" "$RUNNER" ${probes.join(' ')}`,
    'echo',
    ...after,
  ].join('\n');
  const done = spawnSync('unshare', [...kinds, 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 30_000,
    env: {
      PATH: path ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      NODE: process.execPath,
      RUNNER: runner,
    },
  });
  const [facts = '', ...rest] = done.stdout.split('\n');
  if (done.status !== 0) throw new Error(`exit ${String(done.status)}: ${done.stderr}`);
  return { ...JSON.parse(facts), rest: rest.join('\n').trim() };
}
