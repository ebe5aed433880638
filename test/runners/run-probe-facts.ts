import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Facts, ProbeName } from '../../src/probes/facts.ts';

const runner = fileURLToPath(new URL('./run-probes.ts', import.meta.url));

export interface FactsRun {
  /** Words before the program: `taskset -c 0`. */
  readonly as?: readonly string[];
  /** Shell commands run first, in private mount and network namespaces. */
  readonly prepare?: readonly string[];
}

/** What these probes find, in a process of their own. */
export function runProbeFacts(names: readonly ProbeName[], { as = [], prepare }: FactsRun = {}): Facts {
  const program = [...as, process.execPath, runner, ...names];
  const script = ['set -e', ...(prepare ?? []), 'exec "$@"'].join('\n');
  const apart = ['unshare', '-m', '-n', '--propagation', 'private', 'sh', '-c', script, 'sh', ...program];
  const [file = '', ...args] = prepare === undefined ? program : apart;
  const ran = spawnSync(file, args, {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    timeout: 15_000,
  });
  if (ran.status !== 0) throw new Error(`the runner ended with ${ran.status}: ${ran.stderr}`);
  const answer: { readonly facts: Facts } = JSON.parse(ran.stdout);
  return answer.facts;
}
