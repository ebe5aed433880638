import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../findings/shell-word.ts';
import type { Step } from '../findings/step.ts';
import { shellOf } from './step-commands.ts';

describe('shellWord', () => {
  it.each([
    ['vm.max_map_count=1', 'vm.max_map_count=1'],
    ['=word', "'=word'"],
    ['4096 87380', "'4096 87380'"],
    ["it's; rm", String.raw`'it'\''s; rm'`],
  ])('%s', (word, expected) => {
    expect(shellWord(word)).toBe(expected);
  });

  it('is read by a shell as the very text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        fc.pre(!text.includes('\0') && text.isWellFormed());
        const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });
        return stdout === text;
      }),
      { numRuns: 100 },
    );
  });
});

describe('shellOf', () => {
  it.each<readonly [string, Step, readonly string[]]>([
    [
      'a package of Debian',
      { kind: 'package', install: 'apt-get install nftables', done: [['command', '-v', 'nft']] },
      ['apt_get -y install nftables'],
    ],
    [
      'a package of SUSE',
      { kind: 'package', install: 'zypper install ipset', done: [['command', '-v', 'ipset']] },
      ['zypper --non-interactive install ipset'],
    ],
    [
      'a module',
      { kind: 'module', module: 'br_netfilter', file: '/etc/modules-load.d/br_netfilter.conf' },
      ['modprobe br_netfilter', 'add_line /etc/modules-load.d/br_netfilter.conf br_netfilter'],
    ],
    [
      'a sysctl of two numbers',
      { kind: 'sysctl', key: 'net/ipv4/ip_local_port_range', value: '32768 60999' },
      ["echo '32768 60999' >/proc/sys/net/ipv4/ip_local_port_range"],
    ],
    [
      'a unit whose name a shell would read otherwise',
      { kind: 'service', unit: 'dev-disk\\x2dswap.swap', want: 'running' },
      ["systemctl enable --now 'dev-disk\\x2dswap.swap'"],
    ],
    [
      'a command',
      { kind: 'command', run: [['rmdir', '/run/a b']], done: [['test', '!', '-d', '/run/a b']] },
      ["rmdir '/run/a b'"],
    ],
  ])('runs %s', (_, step, runs) => {
    expect(shellOf(step)?.commands.map(({ run }) => run)).toEqual(runs);
  });

  it.each<readonly [string, Step]>([
    [
      'a package manager that is not known',
      { kind: 'package', install: 'emerge nftables', done: [['true']] },
    ],
    ['a package that nothing tells of', { kind: 'package', install: 'apt-get install x', done: [] }],
    ['a module with more in its name', { kind: 'module', module: 'x; reboot', file: '/etc/x.conf' }],
    ['a key that leads out of /proc/sys', { kind: 'sysctl', key: 'net/../../etc/passwd', value: '1' }],
    ['a value of two lines', { kind: 'sysctl', key: 'net/ipv4/ip_forward', value: '1\nreboot' }],
    ['what turns the direction of writing', { kind: 'service', unit: 'a\u202eb.service', want: 'enabled' }],
  ])('leaves %s to a person', (_, step) => {
    expect(shellOf(step)).toBeUndefined();
  });
});
