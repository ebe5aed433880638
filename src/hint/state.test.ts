import { describe, expect, it } from 'vitest';
import { chainsOf, rulesOf, savedOf } from '../../test/builders/rules.ts';
import { known, unknown } from '../probes/fact.ts';
import { hintsIn, hintState, marksIn } from './state.ts';

const hint = { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' } as const;

describe('hintState', () => {
  it('finds nothing where nothing stands', () => {
    const { nft, legacy } = hintState(rulesOf());
    for (const side of [nft.ipv4, nft.ipv6, legacy.ipv4, legacy.ipv6]) {
      expect(side).toMatchObject({ known: true, value: { rules: 0, prints: false, chains: [] } });
    }
  });

  it('does not know the rules of nft where only nft itself was asked', () => {
    const { nft } = hintState(rulesOf({ nft: chainsOf(hint) }));
    expect(nft.ipv4).toMatchObject({ known: true, value: { rules: undefined, prints: true } });
    expect(nft.ipv6).toMatchObject({ known: true, value: { rules: 0 } });
  });

  it('leaves tables out that iptables does not have', () => {
    const { nft } = hintState(
      rulesOf({ nft: chainsOf({ ...hint, table: 'kube-proxy' }, { ...hint, family: 'inet' }) }),
    );
    expect(nft.ipv4).toMatchObject({ known: true, value: { rules: 0, standing: [] } });
  });

  it('does not take registered legacy tables for empty when they were not read', () => {
    const legacyTables = { ipv4: known(['filter']), ipv6: unknown('needs-root', 'EACCES') };
    const { legacy } = hintState(rulesOf({ legacyTables }));
    expect(legacy.ipv4.known).toBe(false);
    expect(legacy.ipv6).toEqual(unknown('needs-root', 'EACCES'));
  });
});

describe('marksIn', () => {
  it('tells a mark that no reader finds', () => {
    const saved = [savedOf('nft', 'ipv4', [], 0, { incompatible: ['mangle'] })];
    const marks = marksIn(hintState(rulesOf({ nft: chainsOf(hint), saved })));
    expect(marks).toEqual([
      { backend: 'nft', family: 'ipv4', table: 'mangle', name: 'KUBE-IPTABLES-HINT', readable: false },
    ]);
  });
});

describe('hintsIn', () => {
  it('counts neither canaries, nor like names, nor other tables', () => {
    const others = [
      { ...hint, name: 'KUBE-KUBELET-CANARY' },
      { ...hint, name: 'KUBE-IPTABLES-HINT-2' },
      { ...hint, table: 'nat' },
    ];
    const state = hintState(rulesOf({ nft: chainsOf(...others, { ...hint, family: 'ip6' }) }));
    expect(hintsIn(state).map(({ family }) => family)).toEqual(['ipv6']);
  });
});
