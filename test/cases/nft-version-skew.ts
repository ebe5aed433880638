import { nftVersionSkewCheck } from '../../src/checks/proxy-kernel/tool-skew.ts';
import { factsOf, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const nft = (version: string) => factsOf({ with: [{ ...sound('nft'), version }] });
const { version: _, ...unversioned } = sound('nft');

export const cases: CheckCases = {
  check: nftVersionSkewCheck,
  cases: [
    { name: 'nft 1.0.6', facts: nft('1.0.6'), says: ['pass skew.none'] },
    {
      name: 'nft 1.1.3 beside kube-proxy before the fix',
      plan: planOf({ version: 'v1.35.0' }),
      facts: nft('1.1.3'),
      says: ['warn skew.known-bad'],
    },
    { name: 'nft 1.1.3 beside 1.36: the rule has ended', facts: nft('1.1.3'), says: ['pass skew.none'] },
    { name: 'nft 0.9.8 on the host', facts: nft('0.9.8'), says: ['warn skew.known-bad'] },
    {
      name: 'an nft that names no version',
      facts: factsOf({ with: [unversioned] }),
      says: ['unknown skew.not-told'],
    },
    { name: 'no nft', facts: factsOf({ without: ['nft'] }), says: [] },
    { name: 'iptables mode', plan: planOf({ mode: 'iptables' }), facts: nft('1.1.3'), says: [] },
  ],
};
