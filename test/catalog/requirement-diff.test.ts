import { describe, expect, it } from 'vitest';
import { requirementDiff } from '../../src/engine/requirement-diff.ts';
import { type Asked, requirementList } from '../../src/engine/requirement-list.ts';

function asked(changes: Partial<Asked> = {}): Asked {
  return {
    mode: 'nftables',
    place: 'pod',
    release: 'v1.36.2',
    families: ['ipv4'],
    cnis: [],
    components: [],
    ...changes,
  };
}

const tools = (lines: readonly { readonly kind: string; readonly name: string }[]) =>
  lines.filter(({ kind }) => kind === 'tool').map(({ name }) => name);

describe('requirementDiff', () => {
  it('says what 1.37 needs more and less than 1.32', () => {
    const diff = requirementDiff(asked({ release: 'v1.32.0' }), asked({ release: 'v1.37.0' }));
    expect(tools(diff.added)).toEqual(['losetup', 'cp']);
    expect(tools(diff.removed)).toEqual(['ip', 'iptables', 'nsenter', 'ethtool', 'tc', 'touch']);
    expect(diff.changed.map(({ name }) => name)).toEqual(['external etcd', 'net/netfilter/nf_conntrack_max']);
    expect(diff.changed[0]?.changes).toEqual(['need: >= 3.5.11 -> >= 3.5.24']);
    expect(diff.notes.map(({ says }) => says.slice(0, 4))).toEqual(['1.33', '1.35', '1.37']);
  });

  it('says what the move to nftables needs, and what it changes beside', () => {
    const diff = requirementDiff(asked({ mode: 'iptables' }), asked());
    expect(tools(diff.added)).toEqual(['nft']);
    expect(tools(diff.removed)).toEqual(['iptables', 'iptables-save', 'iptables-restore']);
    expect(diff.added.map(({ name }) => name)).toContain('nft.numgen');
    expect(diff.notes.map(({ says }) => says.split(':')[0])).toContain('NodePorts on loopback');
  });

  it('says of a tool that the host runs it where kube-proxy is its service', () => {
    const diff = requirementDiff(asked(), asked({ place: 'host' }));
    expect([diff.added, diff.removed]).toEqual([[], []]);
    expect(diff.changed.map(({ name }) => name)).toEqual(['nft']);
  });

  it('finds nothing between like and like', () => {
    const { added, removed, changed } = requirementDiff(asked(), asked());
    expect([...added, ...removed, ...changed]).toEqual([]);
  });
});

describe('requirementList', () => {
  it('tells of a mode that the release does not have', () => {
    const list = requirementList(asked({ release: 'v1.28.0' }));
    expect(list.notes.map(({ says }) => says).join(' ')).toContain('no nftables mode before 1.29');
    expect(list.requirements.filter(({ id }) => id.startsWith('kube-proxy.nftables'))).toEqual([]);
  });

  it('keeps to the components that are asked for', () => {
    const { requirements } = requirementList(asked({ components: ['kubelet'] }));
    expect(new Set(requirements.map(({ component }) => component))).toEqual(new Set(['kubelet']));
  });
});
