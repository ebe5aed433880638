import { describe, expect, it } from 'vitest';
import { chainsOf, rulesOf, savedOf } from '../../test/builders/rules.ts';
import { known } from '../probes/fact.ts';
import type { RulesFacts } from '../probes/rules/facts.ts';
import { contradictions } from './contradictions.ts';
import { predict } from './predict.ts';
import { hintState } from './state.ts';

const hint = { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' } as const;
const mangle = ['mangle KUBE-IPTABLES-HINT'];
const nftHint = (rules: number) => ({ nft: chainsOf(hint), saved: [savedOf('nft', 'ipv4', mangle, rules)] });
const legacyHint = (rules: number) => ({
  legacyTables: { ipv4: known(['mangle']), ipv6: known([]) },
  saved: [savedOf('legacy', 'ipv4', mangle, rules)],
});

function found(
  rules: Partial<RulesFacts>,
  inForce: 'nft' | 'legacy' | undefined,
  ...here: readonly string[]
) {
  const state = hintState(rulesOf(rules));
  const consumers = predict(state).map((one) => (here.includes(one.id) ? { ...one, hereBy: 'a test' } : one));
  return contradictions(state, inForce, consumers);
}

describe('contradictions', () => {
  it.each([
    ['nothing stands', {}, 'nft', []],
    ['the hint where the rules are', nftHint(5), 'nft', []],
    ['the hint, and no iptables', nftHint(5), undefined, []],
    ['another iptables in force', nftHint(5), 'legacy', ['iptables of this host is legacy']],
    [
      'most rules in the other backend',
      {
        ...nftHint(2),
        ...legacyHint(3),
        saved: [savedOf('nft', 'ipv4', mangle, 2), savedOf('legacy', 'ipv4', [], 3)],
      },
      'nft',
      ['most rules in legacy (3 against 2)'],
    ],
    [
      'hints in both',
      { ...nftHint(2), ...legacyHint(3), saved: [...nftHint(2).saved, ...legacyHint(3).saved] },
      'nft',
      ['in both backends'],
    ],
    [
      'a hint that nobody finds',
      { ...nftHint(0), saved: [savedOf('nft', 'ipv4', [], 0, { incompatible: ['mangle'] })] },
      'nft',
      ['no reader finds it'],
    ],
  ] as const)('%s', (_name, rules, inForce, parts) => {
    const told = found(rules, inForce);
    expect(told).toHaveLength(parts.length);
    for (const [index, part] of parts.entries()) expect(told[index]).toContain(part);
  });

  it('tells readers of this node that would choose differently, and no others', () => {
    expect(found({}, 'nft', 'kube-proxy', 'calico')).toEqual([
      'kube-proxy image (iptables-wrappers v2) would choose nft, and Calico (Felix) legacy: rules in both backends',
    ]);
    expect(found({}, 'nft', 'kube-proxy', 'cilium')).toEqual([]);
  });
});
