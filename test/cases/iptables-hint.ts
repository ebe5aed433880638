import { known, unknown } from '../../src/probes/fact.ts';
import { iptablesHintCheck } from '../../src/checks/iptables-hint.ts';
import { absent, factsOf, faulty, iptablesNames, sound } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { chainsOf, rulesOf, savedOf } from '../builders/rules.ts';
import type { CheckCases } from '../check-cases.ts';

const noIptables = factsOf({ without: iptablesNames });
const broken = factsOf({ with: [faulty('iptables', 'missing-library', 'libxtables.so.12')] });

const mangle = 'mangle KUBE-IPTABLES-HINT';
const inNft = { nft: chainsOf({ family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' }) };
const inLegacy = {
  legacyTables: { ipv4: known(['mangle']), ipv6: known([]) },
  saved: [savedOf('legacy', 'ipv4', [mangle])],
};
const legacyHost = { with: [sound('iptables', { variant: 'legacy' })] };
const upgrade = { action: 'upgrade', phase: 'upgrade node' } as const;

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
    {
      name: 'the hint in nft, on a host of nft',
      facts: factsOf({ rules: known(rulesOf(inNft)) }),
      says: ['pass hint.present'],
    },
    {
      name: 'the hint in nft, and an iptables that was not asked for its version',
      facts: factsOf({
        with: [{ ...absent('iptables'), state: 'sound', path: '/usr/sbin/iptables', links: [] }],
        rules: known(rulesOf(inNft)),
      }),
      says: ['pass hint.made'],
    },
    {
      name: 'the hint in legacy, on a host of legacy',
      plan: planOf({ mode: 'iptables' }),
      facts: factsOf({ ...legacyHost, rules: known(rulesOf(inLegacy)) }),
      says: ['pass hint.present'],
    },
    {
      name: 'a hint in nft that images follow, on a host of legacy',
      plan: planOf({ mode: 'iptables' }),
      facts: factsOf({ ...legacyHost, rules: known(rulesOf(inNft)) }),
      says: ['warn hint.wrong-backend'],
    },
    {
      name: 'hints in both backends, on a host of legacy',
      plan: planOf({ mode: 'ipvs' }),
      facts: factsOf({ ...legacyHost, rules: known(rulesOf({ ...inNft, ...inLegacy })) }),
      says: ['warn hint.wrong-backend'],
    },
    {
      name: 'the same in a mode that does not read it',
      facts: factsOf({ ...legacyHost, rules: known(rulesOf(inNft)) }),
      says: ['info hint.wrong-backend'],
    },
    {
      name: 'a hint left in legacy, on a host of nft',
      plan: planOf({ mode: 'iptables' }),
      facts: factsOf({ rules: known(rulesOf(inLegacy)) }),
      says: ['info hint.left-over'],
    },
    {
      name: 'no hint on a node that runs in iptables mode',
      plan: planOf({ mode: 'iptables', ...upgrade }),
      says: ['warn hint.gone'],
    },
    {
      name: 'no hint on a node that runs in nftables mode',
      plan: planOf(upgrade),
      says: ['info hint.gone'],
    },
    {
      name: 'rules that could not be read on a node that runs',
      plan: planOf({ mode: 'iptables', ...upgrade }),
      facts: factsOf({ rules: known(rulesOf({ nft: unknown('needs-root', 'nft: not permitted') })) }),
      says: ['pass hint.made'],
    },
    {
      name: 'no iptables, and a hint of before',
      plan: planOf({ mode: 'iptables' }),
      facts: factsOf({ without: iptablesNames, rules: known(rulesOf(inNft)) }),
      says: ['info hint.stays'],
    },
    { name: 'tools that nobody looked at', facts: {}, says: ['unknown hint.unknown'] },
    { name: 'kubeadm knows no hint', stance: { policy: 'kubeadm' }, says: [] },
    { name: 'documented looks for nothing', stance: { policy: 'documented' }, says: [] },
    { name: 'reset makes no node', plan: planOf({ action: 'reset' }), facts: noIptables, says: [] },
  ],
};
