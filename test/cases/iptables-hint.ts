import { iptablesHintCheck } from '../../src/checks/iptables-hint.ts';
import { factsOf, faulty, iptablesNames } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const noIptables = factsOf({ without: iptablesNames });
const broken = factsOf({ with: [faulty('iptables', 'missing-library', 'libxtables.so.12')] });

export const cases: CheckCases = {
  check: iptablesHintCheck,
  cases: [
    { name: 'iptables works', says: ['pass hint.made'] },
    { name: 'nftables mode without iptables', facts: noIptables, says: ['info hint.not-made'] },
    { name: 'nftables mode with a broken iptables', facts: broken, says: ['info hint.not-made'] },
    {
      name: 'no kube-proxy, no iptables',
      plan: planOf({ mode: 'none' }),
      facts: noIptables,
      says: ['info hint.not-made'],
    },
    {
      name: 'iptables mode without iptables',
      plan: planOf({ mode: 'iptables' }),
      facts: noIptables,
      says: ['info hint.missed'],
    },
    {
      name: 'the kubelet told to make none',
      plan: planOf({ kubelet: { makeIPTablesUtilChains: fromFile(false, 'makeIPTablesUtilChains') } }),
      says: ['info hint.switched-off'],
    },
    { name: 'tools that nobody looked at', facts: {}, says: ['unknown hint.unknown'] },
    { name: 'kubeadm knows no hint', stance: { policy: 'kubeadm' }, says: [] },
    { name: 'documented looks for nothing', stance: { policy: 'documented' }, says: [] },
    { name: 'reset makes no node', plan: planOf({ action: 'reset' }), facts: noIptables, says: [] },
  ],
};
