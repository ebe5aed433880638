import { iptablesVersionCheck } from '../../src/checks/proxy-kernel/tool-skew.ts';
import { factsOf, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = planOf({ mode: 'iptables' });
const iptables = (version: string, variant: 'legacy' | 'nf_tables') =>
  factsOf({ with: [{ ...sound('iptables'), version, variant }] });
const { version: _, ...unversioned } = sound('iptables');

export const cases: CheckCases = {
  check: iptablesVersionCheck,
  cases: [
    { name: 'iptables-nft 1.8.9', plan, facts: iptables('1.8.9', 'nf_tables'), says: ['pass skew.none'] },
    {
      name: 'iptables-nft 1.8.4',
      plan,
      facts: iptables('1.8.4', 'nf_tables'),
      says: ['warn skew.known-bad'],
    },
    { name: 'iptables-legacy 1.8.4', plan, facts: iptables('1.8.4', 'legacy'), says: ['pass skew.none'] },
    { name: 'no version', plan, facts: factsOf({ with: [unversioned] }), says: ['unknown skew.not-told'] },
    { name: 'nftables mode', facts: iptables('1.8.4', 'nf_tables'), says: [] },
  ],
};
