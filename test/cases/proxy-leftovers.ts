import { proxyLeftoversCheck } from '../../src/checks/state/proxy-leftovers.ts';
import type { Plan } from '../../src/config/plan.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { RulesFacts } from '../../src/probes/rules/facts.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { absent, factsOf, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { chainsOf, rulesOf, savedOf } from '../builders/rules.ts';
import { servicesOf, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const iptables = planOf({ mode: 'iptables' });
const ipvs = planOf({ mode: 'ipvs' });
const none = planOf({ mode: 'none' });
const upgrade = (plan: Plan): Plan => ({ ...plan, action: 'upgrade', phase: 'upgrade apply' });
const running = known(servicesOf({ units: [unitOf('kubelet', { active: 'active' })] }));

function having(overrides: Partial<RulesFacts>, tools: readonly ToolFact[] = []): Facts {
  return factsOf({ with: tools, rules: known(rulesOf(overrides)) });
}

const nftTables = chainsOf(
  { family: 'ip', table: 'kube-proxy', name: 'services' },
  { family: 'ip6', table: 'kube-proxy', name: 'services' },
);
const nftServices = {
  nft: chainsOf(
    { family: 'ip', table: 'nat', name: 'KUBE-SERVICES' },
    { family: 'ip', table: 'nat', name: 'KUBE-SVC-ERIFXISQEP7F7OF4' },
    { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' },
  ),
} as const;
const legacyServices = {
  legacyTables: { ipv4: known(['nat']), ipv6: known([]) },
  saved: [savedOf('legacy', 'ipv4', ['nat KUBE-SERVICES', 'nat KUBE-SEP-23Y66C2VAJ3WDEMI'], 30)],
} as const;
const ipvsThings = {
  links: known(['lo', 'eth0', 'kube-ipvs0']),
  ipsets: known(['KUBE-CLUSTER-IP']),
} as const;
const kubelet = {
  nft: chainsOf(
    { family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' },
    { family: 'ip', table: 'filter', name: 'KUBE-FIREWALL' },
    { family: 'ip', table: 'nat', name: 'KUBE-MARK-MASQ' },
    { family: 'ip', table: 'nat', name: 'KUBE-POSTROUTING' },
  ),
} as const;

const situations: readonly CheckCase[] = [
  { name: 'nothing', says: ['pass leftovers.none'] },
  {
    name: 'chains of the kubelet only',
    plan: iptables,
    facts: having(kubelet),
    says: ['pass leftovers.none'],
  },
  {
    name: 'of the planned mode: iptables',
    plan: iptables,
    facts: having(nftServices),
    says: ['pass leftovers.none'],
  },
  { name: 'of the planned mode: nftables', facts: having({ nft: nftTables }), says: ['pass leftovers.none'] },
  { name: 'of the planned mode: ipvs', plan: ipvs, facts: having(ipvsThings), says: ['pass leftovers.none'] },
  {
    name: 'of iptables, which nftables mode removes',
    facts: having(nftServices),
    says: ['info leftovers.cleaned-at-start'],
  },
  {
    name: 'of ipvs, which nftables mode removes',
    facts: having({ ...ipvsThings, virtualServers: known(12) }),
    says: ['info leftovers.cleaned-at-start'],
  },
  {
    name: 'of nftables, which iptables mode removes',
    plan: iptables,
    facts: having({ nft: nftTables }),
    says: ['info leftovers.cleaned-at-start'],
  },
  {
    name: 'FC-140: of iptables in ipvs mode',
    plan: ipvs,
    facts: having(nftServices),
    says: ['warn leftovers.not-cleaned'],
  },
  {
    name: 'FC-140: KUBE-SERVICES alone in ipvs mode',
    plan: ipvs,
    facts: having({ nft: chainsOf({ family: 'ip', table: 'filter', name: 'KUBE-SERVICES' }) }),
    says: ['warn leftovers.not-cleaned'],
  },
  {
    name: 'FC-140 on an upgrade, which changes the mode',
    plan: upgrade(ipvs),
    facts: having(nftServices),
    says: ['warn leftovers.not-cleaned'],
  },
  {
    name: 'of ipvs in iptables mode',
    plan: iptables,
    facts: having(ipvsThings),
    says: ['warn leftovers.not-cleaned'],
  },
  {
    name: 'of ipvs by its chains alone',
    plan: iptables,
    facts: having({ nft: chainsOf({ family: 'ip', table: 'nat', name: 'KUBE-LOAD-BALANCER' }) }),
    says: ['warn leftovers.not-cleaned'],
  },
  {
    name: 'FC-086: of iptables in legacy on an nft host',
    plan: iptables,
    facts: having(legacyServices),
    says: ['fail leftovers.other-variant'],
  },
  { name: 'FC-086 in nftables mode', facts: having(legacyServices), says: ['fail leftovers.other-variant'] },
  {
    name: 'FC-086 without iptables on the host',
    facts: having(legacyServices, [absent('iptables')]),
    says: ['fail leftovers.other-variant'],
  },
  {
    name: 'in legacy, and the node runs with them',
    plan: upgrade(iptables),
    facts: having(legacyServices),
    says: ['pass leftovers.none'],
  },
  {
    name: 'in legacy, and the kubelet runs',
    plan: iptables,
    facts: { ...having(legacyServices), services: running },
    says: ['pass leftovers.none'],
  },
  {
    name: 'in both, and the node runs with one of them',
    plan: upgrade(iptables),
    facts: having({ ...legacyServices, ...nftServices }),
    says: ['fail leftovers.other-variant'],
  },
  {
    name: 'in legacy on a legacy host',
    plan: iptables,
    facts: having(legacyServices, [sound('iptables', { variant: 'legacy' })]),
    says: ['pass leftovers.none'],
  },
  {
    name: 'in nft on a host whose iptables was not run, and leads to legacy',
    plan: iptables,
    facts: having(nftServices, [
      {
        name: 'iptables',
        state: 'sound',
        links: ['/etc/alternatives/iptables', '/usr/sbin/iptables-legacy'],
      },
    ]),
    says: ['fail leftovers.other-variant'],
  },
  {
    name: 'no kube-proxy any more',
    plan: none,
    facts: having(nftServices),
    says: ['warn leftovers.nobody-cleans'],
  },
  {
    name: 'nor in nftables mode',
    plan: none,
    facts: having({ nft: nftTables }),
    says: ['warn leftovers.nobody-cleans'],
  },
  { name: 'nor in ipvs mode', plan: none, facts: having(ipvsThings), says: ['warn leftovers.nobody-cleans'] },
  {
    name: 'kube-proxy by other means than kubeadm',
    plan: upgrade(none),
    facts: having(nftServices),
    says: ['info leftovers.nobody-cleans'],
  },
  {
    name: 'virtual servers of keepalived, which nftables mode flushes',
    facts: having({ virtualServers: known(2) }),
    says: ['warn leftovers.foreign-ipvs'],
  },
  {
    name: 'virtual servers of keepalived, which iptables mode leaves',
    plan: iptables,
    facts: having({ virtualServers: known(2) }),
    says: ['pass leftovers.none'],
  },
  {
    name: 'sets of kube-router',
    plan: iptables,
    facts: having({ ipsets: known(['KUBE-SRC-4IVGKPPFVUGVEWOX', 'KUBE-DST-4IVGKPPFVUGVEWOX']) }),
    says: ['pass leftovers.none'],
  },
  {
    name: 'no nft here',
    plan: iptables,
    facts: having({ nft: unknown('not-found', 'no nft') }),
    says: ['pass leftovers.none'],
  },
  {
    name: 'an ordinary user',
    facts: having({ nft: unknown('needs-root', 'nft: Operation not permitted') }),
    says: ['unknown leftovers.not-told'],
  },
  {
    name: 'nothing was looked at',
    facts: factsOf({ rules: unknown('timed-out', 'no answer in 6000 ms') }),
    says: ['unknown leftovers.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: proxyLeftoversCheck, cases: situations };
