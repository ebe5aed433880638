import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from './suggest.ts';

describe('suggest', () => {
  it.each([
    ['nftable', ['iptables', 'nftables', 'ipvs'], 'nftables'],
    ['NFTables', ['iptables', 'nftables'], 'nftables'],
    ['iptabels', ['iptables', 'nftables'], 'iptables'],
    ['ipv', ['iptables', 'nftables', 'ipvs'], 'ipvs'],
    ['podsubnet', ['podSubnet', 'serviceSubnet'], 'podSubnet'],
    ['FileExisting-nfr', ['FileExisting-nft', 'Swap'], 'FileExisting-nft'],
    ['kube-proxy-mode', ['mode', 'nodeName'], undefined],
    ['mode', ['mode'], undefined],
    ['', ['mode'], undefined],
    ['x', ['mode', 'rr'], undefined],
    ['cilium', ['iptables', 'nftables', 'ipvs'], undefined],
  ])('for %j of %j', (word, candidates, wanted) => {
    expect(suggest(word, candidates)).toBe(wanted);
  });

  it('finds a word again after one slip', () => {
    const words = ['iptables', 'nftables', 'nodePortAddresses', 'KubernetesVersion'];
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom('', 'x', 'ab'), (word, at, put) => {
        const place = at % word.length;
        const slip = word.slice(0, place) + put + word.slice(place + 1);
        if (slip !== word) expect(suggest(slip, words)).toBe(word);
      }),
    );
  });
});
