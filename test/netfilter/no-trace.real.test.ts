import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { realIt } from '../real.ts';

const runner = fileURLToPath(new URL('../runners/prove-netfilter.ts', import.meta.url));

function output(file: string, ...args: readonly string[]): string {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return `failed: ${String(error)}`;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(path: string): readonly string[] {
  try {
    // Other tests that run beside this one make directories of their own.
    return readdirSync(path).filter(
      (name) => !/^(?:kube-preflight-|vitest|node-|tsx|v8-|ssh|bash_jobs|\.)/u.test(name),
    );
  } catch {
    return [];
  }
}

function sysctls(directory: string): Readonly<Record<string, string>> {
  const names = namesIn(directory).filter((name) => !name.endsWith('_count'));
  return Object.fromEntries(names.map((name) => [name, textOf(`${directory}/${name}`)]));
}

/** What a proof could leave behind. Reading it leaves nothing either: legacy tables are read from /proc. */
function traces() {
  return {
    rules: output('/usr/sbin/nft', 'list', 'ruleset'),
    sets: output('/usr/sbin/ipset', 'list', '-n'),
    legacy4: textOf('/proc/net/ip_tables_names'),
    legacy6: textOf('/proc/net/ip6_tables_names'),
    modules: textOf('/proc/modules').replaceAll(/^(\S+).*$/gmu, '$1'),
    links: readdirSync('/sys/class/net'),
    namespaces: namesIn('/run/netns'),
    run: namesIn('/run'),
    conntrack: sysctls('/proc/sys/net/netfilter'),
    forward: textOf('/proc/sys/net/ipv4/ip_forward'),
    mounts: textOf('/proc/self/mountinfo'),
  };
}

/** Processes in network namespaces other than this one's that run a tool of a proof. */
function strayTools(worlds: ReadonlySet<string>): readonly string[] {
  const own = readlinkSync('/proc/self/ns/net');
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/u.test(pid)) return [];
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const isOurs = worlds.has(readlinkSync(`/proc/${pid}/ns/uts`));
      return isOurs && readlinkSync(`/proc/${pid}/ns/net`) !== own ? [`${pid} ${words}`] : [];
    } catch {
      return [];
    }
  });
}

async function endOfStrays(worlds: ReadonlySet<string>): Promise<readonly string[]> {
  for (let turn = 0; turn < 40; turn += 1) {
    if (strayTools(worlds).length === 0) return [];
    await sleep(50);
  }
  return strayTools(worlds);
}

/**
 * Starts the proof of all modes, and kills the program (not its children) after a while. Returns the host
 * name namespace that marks its children: other tests run the same tools at the same time.
 */
async function killedAfter(ms: number, temporary: string): Promise<string> {
  const argv = ['--uts', process.execPath, runner, '--variant=both'];
  const child = spawn('unshare', argv, {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], TMPDIR: temporary },
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  // By then it is in its namespace, and no run is so short that it has ended.
  const early = 50;
  await sleep(early);
  const world = readlinkSync(`/proc/${child.pid}/ns/uts`);
  await sleep(ms - early);
  child.kill('SIGKILL');
  await ended;
  return world;
}

describe('netfilterProbe leaves no trace', () => {
  let temporary = '';
  beforeAll(() => {
    temporary = mkdtempSync(join(tmpdir(), 'kube-preflight-trace-'));
  });
  afterAll(() => rmSync(temporary, { recursive: true }));

  const needs = ['root', 'nft', 'iptables-legacy', 'ipset', 'unshare'];

  realIt('after a whole run in every mode and variant', needs, () => {
    const before = traces();
    const said = execFileSync(process.execPath, [runner, '--variant=both'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], TMPDIR: temporary },
    });
    expect(readdirSync(temporary)).toEqual([]);
    expect(JSON.parse(said)).toMatchObject({ known: true });
    expect(traces()).toEqual(before);
  });

  realIt(
    'when it is killed at any moment (100 times)',
    needs,
    async () => {
      const before = traces();
      const from = 80;
      const moments = Array.from({ length: 100 }, (_, index) => from + index * 7);
      const worlds = new Set<string>();
      for (let index = 0; index < moments.length; index += 4) {
        const some = moments.slice(index, index + 4).map((ms) => killedAfter(ms, temporary));
        for (const world of await Promise.all(some)) worlds.add(world);
      }
      expect(await endOfStrays(worlds)).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
      expect(traces()).toEqual(before);
    },
    120_000,
  );
});
