import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { runProbeTools } from '../../../test/runners/run-probe-tools.ts';
import { realIt } from '../../../test/real.ts';
import { proxyTools, versionArguments, versionSourceOf } from './proxy-tools.ts';

function output(file: string, ...args: readonly string[]): string {
  return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What a look could leave behind in the kernel. Reading it must not leave anything either. */
function traces(): Readonly<Record<string, string>> {
  return {
    rules: output('/usr/sbin/nft', 'list', 'ruleset'),
    sets: output('/usr/sbin/ipset', 'list', '-n'),
    legacy4: textOf('/proc/net/ip_tables_names'),
    legacy6: textOf('/proc/net/ip6_tables_names'),
    modules: textOf('/proc/modules').replace(/^(\S+).*$/gm, '$1'),
  };
}

realIt('toolsProbe leaves no rule, set, legacy table or module', ['root', 'nft', 'iptables', 'ipset'], () => {
  const before = traces();
  runProbeTools({ tools: ['mount', 'losetup', 'cp'] });
  expect(traces()).toEqual(before);
});

realIt(
  'versionArguments make no tool send the kernel anything',
  ['nft', 'iptables', 'ipset', 'strace'],
  () => {
    for (const name of proxyTools) {
      const [question = ''] = versionArguments[versionSourceOf(name) ?? 'iptables'];
      const words = ['-f', '-qq', '-e', 'trace=sendto,sendmsg,init_module,finit_module', '-e', 'signal=none'];
      const { stdout, stderr } = spawnSync('/usr/bin/strace', [...words, `/usr/sbin/${name}`, question], {
        encoding: 'utf8',
      });
      expect(stdout, name).toMatch(/v\d+\.\d+/);
      expect(stderr, name).toBe('');
    }
  },
);
