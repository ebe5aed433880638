import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMounts } from './conntrack.ts';
import { parseModprobeRules } from './modprobe-rules.ts';
import { parseAliases, parseModulePaths } from './module-tree.ts';

describe('parseModulePaths', () => {
  it('reads modules.dep and modules.builtin, compressed or not, - for _', () => {
    const dep = [
      'kernel/net/netfilter/nft_ct.ko.xz: kernel/net/netfilter/nf_tables.ko.xz',
      'kernel/net/netfilter/xt_statistic.ko.zst:',
      'kernel/net/netfilter/ipvs/ip_vs.ko.gz: kernel/lib/libcrc32c.ko.gz',
      'kernel/net/netfilter/nft-fib.ko:',
      'extra/ip_vs_rr.ko',
      '',
    ].join('\n');
    expect([...parseModulePaths(dep)]).toEqual(['nft_ct', 'xt_statistic', 'ip_vs', 'nft_fib', 'ip_vs_rr']);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const name of parseModulePaths(text)) expect(name).not.toMatch(/[-/:\s]/u);
      }),
    );
  });
});

describe('parseAliases', () => {
  it('reads plain aliases and passes over patterns', () => {
    const text = 'alias ipt_MARK xt_mark\nalias pci:v00008086d* e1000\n# a remark\nalias nf-nat-4 nf_nat\n';
    expect([...parseAliases(text)]).toEqual([
      ['ipt_MARK', 'xt_mark'],
      ['nf_nat_4', 'nf_nat'],
    ]);
  });
});

describe('parseModprobeRules', () => {
  it.each([
    ['blacklist nft-fib', [['nft_fib', 'blacklist nft-fib']]],
    ['install xt_comment /bin/false', [['xt_comment', 'install xt_comment /bin/false']]],
    ['install xt_comment /usr/bin/true # off', [['xt_comment', 'install xt_comment /usr/bin/true']]],
    ['install xt_comment false', [['xt_comment', 'install xt_comment false']]],
    ['install snd /sbin/modprobe --ignore-install snd', []],
    ['# blacklist nft_ct', []],
    ['options nf_conntrack hashsize=65536', []],
    ['alias blacklist x', []],
  ])('%s', (text, rules) => {
    expect([...parseModprobeRules(text)]).toEqual(rules);
  });
});

describe('parseMounts', () => {
  it('tells read-only mounts, by their own options or by their file system', () => {
    const text = [
      '22 1 0:20 / /sys ro,nosuid shared:7 - sysfs sysfs rw',
      '23 1 0:21 / /proc rw,nosuid shared:8 - proc proc rw',
      '24 23 0:21 /sys /proc/sys rw - proc proc ro,relatime',
      'nonsense',
    ].join('\n');
    expect(parseMounts(text)).toEqual([
      { point: '/sys', readOnly: true },
      { point: '/proc', readOnly: false },
      { point: '/proc/sys', readOnly: true },
    ]);
  });
});
