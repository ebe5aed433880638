import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ToolFact, ToolFacts } from '../../src/probes/tools/facts.ts';

const runner = fileURLToPath(new URL('./probe-tools.ts', import.meta.url));

export interface RunnerOptions {
  /** The PATH the program is given. */
  readonly path?: string;
  /** Shell commands run first, in a private mount namespace. */
  readonly prepare?: string;
  /** Words put before the program: `setpriv --reuid 65534 …`. */
  readonly as?: readonly string[];
  readonly tools?: readonly string[];
}

/** Runs the probe `tools` in a process of its own, where `prepare` may hide and break things. */
export function runProbeTools(options: RunnerOptions = {}): ToolFacts {
  const program = [...(options.as ?? []), process.execPath, runner, ...(options.tools ?? [])];
  const script = `set -e\n${options.prepare ?? ''}\nexec "$@"`;
  const argv = ['-m', '--propagation', 'private', 'sh', '-c', script, 'sh', ...program];
  const [file, args] =
    options.prepare === undefined ? [program[0] ?? '', program.slice(1)] : ['/usr/bin/unshare', argv];
  const ran = spawnSync(file, args, {
    encoding: 'utf8',
    env: { PATH: options.path ?? '/usr/sbin:/usr/bin:/sbin:/bin' },
    timeout: 15_000,
  });
  if (ran.status !== 0) throw new Error(`the runner ended with ${ran.status}: ${ran.stderr}`);
  const fact: { readonly value: ToolFacts } = JSON.parse(ran.stdout);
  return fact.value;
}

export function toolIn(facts: ToolFacts, name: string): ToolFact {
  const fact = facts.byName[name];
  if (fact === undefined) throw new Error(`no fact about ${name}`);
  return fact;
}
