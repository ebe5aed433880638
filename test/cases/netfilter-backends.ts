import { netfilterBackendsCheck } from '../../src/checks/state/netfilter-backends.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { RulesFacts } from '../../src/probes/rules/facts.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { factsOf, sound } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { chainsOf, rulesOf, savedOf } from '../builders/rules.ts';
import { servicesOf, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const iptables = planOf({ mode: 'iptables' });
const legacyTool: ToolFact = sound('iptables', {
  variant: 'legacy',
  links: ['/usr/sbin/xtables-legacy-multi'],
});
const hintInNft = chainsOf({ family: 'ip', table: 'mangle', name: 'KUBE-IPTABLES-HINT' });
const inLegacy = { legacyTables: { ipv4: known(['nat', 'filter']), ipv6: known([]) } } as const;
const running = known(servicesOf({ units: [unitOf('kubelet', { active: 'active' })] }));

function having(overrides: Partial<RulesFacts>, tool: readonly ToolFact[] = []): Facts {
  return factsOf({ with: tool, rules: known(rulesOf(overrides)) });
}

/** Legacy rules of kube-proxy (FC-085, FC-086). */
const services = savedOf('legacy', 'ipv4', ['nat KUBE-SERVICES', 'nat KUBE-SVC-ERIFXISQEP7F7OF4'], 40);
const docker = savedOf('legacy', 'ipv4', ['nat DOCKER', 'filter DOCKER'], 8);
const nothingInNft = savedOf('nft', 'ipv4', []);
const incompatible = savedOf('nft', 'ipv4', [], 0, { incompatible: ['raw'] });

const unreadable = {
  ...nothingInNft,
  saved: unknown('failed', '/usr/sbin/iptables-nft-save exits 1: Error: unknown ipv4 meta key'),
};

const hintTool = (overrides: Partial<ToolFact>): ToolFact => sound('iptables', overrides);
const wrapped = [savedOf('legacy', 'ipv4', ['nat KUBE-SERVICES'], 1), savedOf('legacy', 'ipv6', [], 0)];

const situations: readonly CheckCase[] = [
  { name: 'no rules at all', plan: iptables, says: ['pass backends.one'] },
  {
    name: 'rules of Kubernetes in nft alone',
    plan: iptables,
    facts: having({ nft: hintInNft, saved: [savedOf('nft', 'ipv4', ['mangle KUBE-IPTABLES-HINT'])] }),
    says: ['pass backends.one'],
  },
  {
    name: 'FC-085: kube-proxy in legacy, kubelet in nft, and both in use',
    plan: iptables,
    facts: { ...having({ ...inLegacy, nft: hintInNft, saved: [services] }), services: running },
    says: ['warn backends.both'],
  },
  {
    name: 'FC-088: a network plugin in the other backend',
    plan: iptables,
    facts: having({
      ...inLegacy,
      nft: hintInNft,
      saved: [savedOf('legacy', 'ipv4', ['filter KUBE-ROUTER-FORWARD'], 12)],
    }),
    says: ['warn backends.both'],
  },
  {
    name: 'FC-084: rules of Kubernetes in legacy, host in nft',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [services, nothingInNft] }),
    says: ['warn backends.host-differs'],
  },
  {
    name: 'the hint in nft, host in legacy',
    plan: iptables,
    facts: having({ nft: hintInNft }, [legacyTool]),
    says: ['warn backends.host-differs'],
  },
  {
    name: 'rules of Kubernetes in legacy on a legacy host',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [services] }, [legacyTool]),
    says: ['pass backends.one'],
  },
  {
    name: 'rules of Kubernetes in legacy, and no iptables on this host',
    plan: iptables,
    facts: having({ ...inLegacy, saved: wrapped }, [hintTool({ state: 'absent' })]),
    says: ['pass backends.one'],
  },
  {
    name: 'rules of Kubernetes in legacy, and an iptables that was not run, and links to nothing known',
    plan: iptables,
    facts: having({ ...inLegacy, saved: wrapped }, [hintTool({ variant: 'unknown', links: [] })]),
    says: ['pass backends.one'],
  },
  {
    name: 'rules of Kubernetes in legacy, in nftables mode',
    facts: having({ ...inLegacy, saved: wrapped }),
    says: ['pass backends.one'],
  },
  {
    name: 'one rule of Kubernetes in legacy, ipvs mode, host in nft',
    plan: planOf({ mode: 'ipvs' }),
    facts: having({ ...inLegacy, saved: wrapped }),
    says: ['warn backends.host-differs'],
  },
  {
    name: 'ten foreign rules in legacy on a legacy host',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 10), nothingInNft] }, [
      legacyTool,
    ]),
    says: ['pass backends.one'],
  },
  {
    name: 'nine foreign rules in legacy, and nothing in nft',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 9), nothingInNft] }),
    says: ['pass backends.one'],
  },
  {
    name: 'nine foreign rules in legacy, and built-in chains alone in an nft that was not counted',
    plan: iptables,
    facts: having({
      ...inLegacy,
      nft: chainsOf({ family: 'ip', table: 'filter', name: 'INPUT' }),
      saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 9)],
    }),
    says: ['pass backends.one'],
  },
  {
    name: 'nine foreign rules in legacy, and tables of other programs in nft',
    plan: iptables,
    facts: having({
      ...inLegacy,
      nft: chainsOf(
        { family: 'inet', table: 'filter', name: 'mine' },
        { family: 'ip', table: 'mine', name: 'mine' },
      ),
      saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 9)],
    }),
    says: ['pass backends.one'],
  },
  {
    name: 'chains without rules in legacy, and rules in nft',
    plan: iptables,
    facts: having({
      ...inLegacy,
      saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 0), savedOf('nft', 'ipv6', ['filter f2b'], 3)],
    }),
    says: ['pass backends.one'],
  },
  {
    name: 'FC-096: ten foreign rules in legacy',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 10), nothingInNft] }),
    says: ['warn backends.turns'],
  },
  {
    name: 'ten foreign rules in legacy, and the hint in nft',
    plan: iptables,
    facts: having({ ...inLegacy, nft: hintInNft, saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 10)] }),
    says: ['info backends.foreign'],
  },
  {
    name: 'ten foreign rules in legacy in nftables mode',
    facts: having({ ...inLegacy, saved: [savedOf('legacy', 'ipv4', ['filter F2B'], 10)] }),
    says: ['pass backends.one'],
  },
  {
    name: 'foreign rules in both',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [docker, savedOf('nft', 'ipv4', ['filter f2b'], 3)] }),
    says: ['info backends.foreign'],
  },
  {
    name: 'empty legacy tables',
    plan: iptables,
    facts: having({ ...inLegacy, nft: hintInNft, saved: [savedOf('legacy', 'ipv4', [])] }),
    says: ['pass backends.one'],
  },
  {
    name: 'FC-101: legacy tables, and no tool for them',
    plan: iptables,
    facts: having({
      ...inLegacy,
      saved: [
        {
          variant: 'legacy',
          family: 'ipv4',
          command: '',
          saved: unknown('not-found', 'there is no iptables-legacy-save on this host'),
        },
      ],
    }),
    says: ['warn backends.legacy-unseen'],
  },
  {
    name: 'legacy tables, and no tool for them, in a mode that does not use iptables',
    facts: having({
      ...inLegacy,
      saved: [
        {
          variant: 'legacy',
          family: 'ipv4',
          command: '',
          saved: unknown('not-found', 'there is no iptables-legacy-save on this host'),
        },
      ],
    }),
    says: ['info backends.legacy-unseen'],
  },
  {
    name: 'FC-103: native rules in a table of iptables, iptables mode',
    plan: iptables,
    facts: having({ saved: [incompatible] }),
    says: ['fail backends.incompatible'],
  },
  {
    name: 'native rules in tables of both families, of which one is planned',
    plan: iptables,
    facts: having({
      saved: [incompatible, savedOf('nft', 'ipv6', [], 0, { incompatible: ['filter', 'nat'] })],
    }),
    says: ['fail backends.incompatible'],
  },
  {
    name: 'native rules in a table of iptables, ipvs mode',
    plan: planOf({ mode: 'ipvs' }),
    facts: having({ saved: [incompatible] }),
    says: ['fail backends.incompatible'],
  },
  {
    name: 'native rules in a table of a family that is not planned',
    plan: planOf({ mode: 'iptables', ip: ['ipv6'] }),
    facts: having({ saved: [incompatible] }),
    says: ['warn backends.incompatible'],
  },
  {
    name: 'native rules in a table of iptables, nftables mode',
    facts: having({ saved: [incompatible] }),
    says: ['info backends.incompatible'],
  },
  {
    name: 'FC-105: iptables fails on rules that nft reads',
    plan: iptables,
    facts: having({ saved: [unreadable] }),
    says: ['fail backends.unreadable'],
  },
  {
    name: 'FC-105, ipvs mode',
    plan: planOf({ mode: 'ipvs' }),
    facts: having({ saved: [unreadable] }),
    says: ['fail backends.unreadable'],
  },
  {
    name: 'FC-105, nftables mode',
    facts: having({ saved: [unreadable] }),
    says: ['pass backends.one'],
  },
  {
    name: 'a save of legacy that fails is no sign of such rules',
    plan: iptables,
    facts: having({ ...inLegacy, saved: [{ ...unreadable, variant: 'legacy' }] }),
    says: ['unknown backends.not-told'],
  },
  {
    name: 'FC-105 in IPv6, of two families',
    plan: planOf({ mode: 'iptables', ip: ['ipv4', 'ipv6'] }),
    facts: having({ saved: [{ ...unreadable, family: 'ipv6', command: '/usr/sbin/ip6tables-nft-save' }] }),
    says: ['fail backends.unreadable'],
  },
  {
    name: 'FC-105 in a family that is not planned',
    plan: planOf({ mode: 'iptables', ip: ['ipv6'] }),
    facts: having({ saved: [unreadable] }),
    says: ['warn backends.unreadable'],
  },
  {
    name: 'a save that did not end is no sign of such rules',
    plan: iptables,
    facts: having({
      saved: [{ ...unreadable, saved: unknown('timed-out', 'iptables-nft-save did not end') }],
    }),
    says: ['pass backends.one'],
  },
  {
    name: 'an ordinary user',
    plan: iptables,
    facts: having({
      nft: unknown('needs-root', 'nft: Operation not permitted'),
      legacyTables: { ipv4: unknown('needs-root', 'EACCES'), ipv6: unknown('needs-root', 'EACCES') },
    }),
    says: ['unknown backends.not-told'],
  },
  {
    name: 'no nft on a host without legacy rules',
    plan: iptables,
    facts: having({ nft: unknown('not-found', 'nft is not on this host') }),
    says: ['pass backends.one'],
  },
  {
    name: 'legacy rules, and no nft to see the others',
    plan: iptables,
    facts: having({ ...inLegacy, nft: unknown('not-found', 'nft is not on this host'), saved: [services] }, [
      legacyTool,
    ]),
    says: ['unknown backends.not-told'],
  },
  {
    name: 'nothing was looked at',
    facts: factsOf({ rules: unknown('timed-out', 'no answer in 6000 ms') }),
    says: ['unknown backends.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: netfilterBackendsCheck, cases: situations };
