import { hostFirewallCheck } from '../../src/checks/firewall/host-firewall.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { FilterChain, FirewallFacts } from '../../src/probes/firewall/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { firewallOf, iptablesChains, nftChains, tcpPort } from '../builders/firewall.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { servicesOf, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function having(chains: readonly FilterChain[], overrides: Partial<FirewallFacts> = {}): Facts {
  return factsOf({ firewall: known(firewallOf(chains, overrides)) });
}

const closed = [':INPUT DROP [0:0]', ':FORWARD ACCEPT [0:0]'];
const established = '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
const ufw = [
  ':INPUT DROP [0:0]',
  ':FORWARD DROP [0:0]',
  ':ufw-user-input - [0:0]',
  '-A INPUT -i lo -j ACCEPT',
  established,
  '-A INPUT -j ufw-user-input',
  '-A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT',
];
const drop = { input: { hook: 'input', policy: 'drop' } } as const;
const source = {
  match: { op: '==', left: { payload: { protocol: 'ip', field: 'saddr' } }, right: '10.0.0.1' },
};

const situations: readonly CheckCase[] = [
  { name: 'no rules', says: ['pass firewall.open'] },
  {
    name: 'the policy of INPUT is DROP',
    facts: having(iptablesChains([...closed, established])),
    says: ['warn firewall.closed'],
  },
  {
    name: 'on a control plane that joins, whose etcd others must reach',
    plan: planOf({ action: 'join', phase: 'join', role: byDefault('control-plane') }),
    facts: having(iptablesChains([...closed, '-A INPUT -p tcp -m multiport --dports 6443,10250 -j ACCEPT'])),
    says: ['warn firewall.closed'],
  },
  {
    name: 'on a control plane that joins, with etcd elsewhere',
    plan: planOf({
      action: 'join',
      phase: 'join',
      role: byDefault('control-plane'),
      etcd: { ...planOf().etcd, external: true },
    }),
    facts: having(iptablesChains([...closed, '-A INPUT -p tcp -m multiport --dports 6443,10250 -j ACCEPT'])),
    says: ['pass firewall.open'],
  },
  {
    name: 'and the ports are let in',
    facts: having(
      iptablesChains([...closed, '-A INPUT -p tcp -m multiport --dports 22,6443,10250 -j ACCEPT']),
    ),
    says: ['pass firewall.open'],
  },
  {
    name: 'and the nodes are let in by their addresses',
    facts: having(iptablesChains([...closed, '-A INPUT -s 10.0.0.0/24 -j ACCEPT'])),
    says: ['info firewall.partly'],
  },
  {
    name: 'ufw is active',
    facts: having(iptablesChains(ufw), { ufwEnabled: true }),
    plan: planOf({ mode: 'iptables' }),
    says: ['warn firewall.closed'],
  },
  {
    name: 'an nft chain that drops',
    facts: having(nftChains({ table: 'guard', chains: drop })),
    says: ['warn firewall.closed'],
  },
  {
    name: 'and lets the ports in from a set of its own',
    facts: having(
      nftChains({
        table: 'guard',
        chains: drop,
        rules: [
          { chain: 'input', expr: [tcpPort({ set: [6443, { range: [10_000, 11_000] }] }), { accept: null }] },
        ],
      }),
    ),
    says: ['pass firewall.open'],
  },
  {
    name: 'a chain that drops one source',
    facts: having(
      nftChains({
        table: 'guard',
        chains: { input: { hook: 'input', policy: 'accept' } },
        rules: [{ chain: 'input', expr: [source, { drop: null }] }],
      }),
    ),
    says: ['pass firewall.open'],
  },
  {
    name: 'a chain for the other family',
    facts: having(nftChains({ table: 'guard', family: 'ip6', chains: drop })),
    says: ['pass firewall.open'],
  },
  {
    name: 'a chain for the other family, which is planned too',
    plan: planOf({ ip: ['ipv4', 'ipv6'] }),
    facts: having(nftChains({ table: 'guard', family: 'ip6', chains: drop })),
    says: ['warn firewall.closed'],
  },
  {
    name: 'firewalld has a check of its own',
    facts: having(nftChains({ table: 'firewalld', chains: drop })),
    says: ['pass firewall.open'],
  },
  {
    name: 'firewalld with the backend iptables too',
    plan: planOf({ mode: 'iptables' }),
    facts: {
      ...having(iptablesChains(closed)),
      services: known(servicesOf({ units: [unitOf('firewalld', { active: 'active' })] })),
    },
    says: ['pass firewall.open'],
  },
  {
    name: 'what is forwarded has a check of its own',
    facts: having([
      ...nftChains({ table: 'guard', chains: { forward: { hook: 'forward', policy: 'drop' } } }),
      ...iptablesChains([':INPUT ACCEPT [0:0]', ':FORWARD DROP [0:0]']),
    ]),
    says: ['pass firewall.open'],
  },
  {
    name: 'an ordinary user',
    facts: factsOf({ firewall: unknown('needs-root', 'nft: Operation not permitted') }),
    says: ['unknown firewall.not-told'],
  },
  {
    name: 'nft crashed',
    facts: factsOf({ firewall: unknown('failed', 'nft --json list ruleset: signalled') }),
    says: ['unknown firewall.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: hostFirewallCheck, cases: situations };
