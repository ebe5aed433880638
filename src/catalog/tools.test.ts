import { describe, expect, it } from 'vitest';
import { proxyToolNames, proxyToolsOf, usersOf, whyOnHost } from './tools.ts';

const trio = ['iptables', 'iptables-save', 'iptables-restore'];
const sixTrio = ['ip6tables', 'ip6tables-save', 'ip6tables-restore'];

describe('proxyToolsOf', () => {
  it.each([
    ['none', ['ipv4'], []],
    ['nftables', ['ipv4', 'ipv6'], ['nft']],
    ['iptables', ['ipv4'], trio],
    ['iptables', ['ipv6'], sixTrio],
    ['iptables', ['ipv6', 'ipv4'], [...trio, ...sixTrio]],
    ['ipvs', ['ipv4'], [...trio, 'ipset']],
  ] as const)('in %s mode for %s', (mode, families, expected) => {
    expect(proxyToolsOf(mode, families).map(({ name }) => name)).toEqual(expected);
  });

  it('names a leader that is itself wanted', () => {
    for (const families of [['ipv4'], ['ipv6'], ['ipv4', 'ipv6']] as const) {
      const needs = proxyToolsOf('ipvs', families);
      const names = needs.map(({ name }) => name);
      for (const { leader } of needs) expect(names).toContain(leader);
    }
  });
});

describe('proxyToolNames', () => {
  it('holds each tool once', () => {
    expect(proxyToolNames).toEqual([...trio, ...sixTrio, 'ipset', 'nft']);
  });
});

describe('usersOf', () => {
  it('names kube-proxy only where it runs on the host', () => {
    expect(usersOf('nft', 'nftables', 'host')).toContain('kube-proxy (nftables)');
    expect(usersOf('nft', 'nftables', 'pod')).not.toContain('kube-proxy (nftables)');
    expect(usersOf('iptables', 'iptables', 'pod')).toContain('kubelet: KUBE-IPTABLES-HINT');
    expect(whyOnHost('ipset', 'ipvs', 'host')).toContain('executes it in ipvs mode');
    expect(whyOnHost('ipset', 'ipvs', 'pod')).toContain('brings its own');
  });
});
