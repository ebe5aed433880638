import type { ExecResult, Host } from '../../host/host.ts';
import type { ToolRun } from './facts.ts';
import type { Inspection } from './inspect.ts';
import { judgeRun, type RunVerdict } from './judge-run.ts';
import { type VersionSource, versionArguments } from './proxy-tools.ts';
import { parseToolVersion } from './version.ts';

/** Asking takes a few milliseconds; a tool that needs two seconds to name itself hangs. */
const deadlineMs = 2000;
const maxOutput = 16 * 1024;

export type Answer = RunVerdict & { readonly run?: ToolRun };

export interface VersionAsker {
  /** Whether this file has been asked under another of its names, so that asking again is free. */
  hasAsked(source: VersionSource, sound: Extract<Inspection, { state: 'sound' }>): boolean;
  ask(
    name: string,
    path: string,
    source: VersionSource,
    sound: Extract<Inspection, { state: 'sound' }>,
  ): Promise<Answer>;
}

/**
 * Runs each file once, whatever its names: all of iptables is one program per variant
 * (xtables-nft-multi, xtables-legacy-multi), and its names share version and variant.
 */
export function createVersionAsker(host: Host): VersionAsker {
  const runs = new Map<string, Promise<ExecResult>>();
  return {
    hasAsked: (source, sound) => runs.has(keyOf(source, sound.identity)),
    async ask(name, path, source, sound) {
      const key = keyOf(source, sound.identity);
      const running = runs.get(key) ?? run(host, path, source);
      runs.set(key, running);
      const result = await running;
      const verdict = judgeRun(result, {
        source,
        uid: host.uid,
        isScript: sound.header?.kind === 'script',
        versionRequired: !/-(?:save|restore)$/.test(name),
      });
      return { ...verdict, run: toRun(result) };
    },
  };
}

function keyOf(source: VersionSource, identity: string): string {
  return `${source} ${identity}`;
}

/** Tries the ways to ask until one names a version. A run that did not end by itself is not repeated. */
async function run(host: Host, path: string, source: VersionSource): Promise<ExecResult> {
  const [first = '--version', ...others] = versionArguments[source];
  let result = await host.exec({ argv: [path, first], deadlineMs, maxOutput });
  for (const other of others) {
    const told = parseToolVersion(source, result.stdout) !== undefined;
    if (told || result.outcome !== 'exited' || result.exitCode === 127) break;
    result = await host.exec({ argv: [path, other], deadlineMs, maxOutput });
  }
  return result;
}

function toRun(result: ExecResult): ToolRun {
  return {
    argv: result.argv,
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    stdout: result.stdout.slice(0, 2000),
    stderr: result.stderr.slice(0, 2000),
  };
}
