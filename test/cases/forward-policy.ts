import { forwardPolicyCheck } from '../../src/checks/state/forward-policy.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { FilterChain, FirewallFacts } from '../../src/probes/firewall/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { firewallOf, iptablesChains, nftChains } from '../builders/firewall.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { servicesOf, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const iptables = planOf({ mode: 'iptables' });
const withPods = planOf({ mode: 'iptables', podSubnets: byDefault(['10.244.0.0/16']) });

function having(chains: readonly FilterChain[], overrides: Partial<FirewallFacts> = {}): Facts {
  return factsOf({ firewall: known(firewallOf(chains, overrides)) });
}

const drop = ':FORWARD DROP [0:0]';
const table = (...lines: readonly string[]) => iptablesChains([':INPUT ACCEPT [0:0]', drop, ...lines]);
/** As Docker 26 writes it. */
const docker = table(
  ':DOCKER - [0:0]',
  ':DOCKER-USER - [0:0]',
  '-A FORWARD -j DOCKER-USER',
  '-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A FORWARD -o docker0 -j DOCKER',
  '-A FORWARD -i docker0 ! -o docker0 -j ACCEPT',
  '-A FORWARD -i docker0 -o docker0 -j ACCEPT',
  '-A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT',
  '-A DOCKER-USER -j RETURN',
);
const kubeForward = [
  ':KUBE-FORWARD - [0:0]',
  '-A FORWARD -j KUBE-FORWARD',
  '-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT',
  '-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
];
const ufw = table(
  ':ufw-before-forward - [0:0]',
  '-A FORWARD -j ufw-before-forward',
  '-A ufw-before-forward -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  '-A ufw-before-forward -p icmp -m icmp --icmp-type 3 -j ACCEPT',
);
const flannel = table(
  ':FLANNEL-FWD - [0:0]',
  '-A FORWARD -j FLANNEL-FWD',
  '-A FLANNEL-FWD -s 10.244.0.0/16 -j ACCEPT',
  '-A FLANNEL-FWD -d 10.244.0.0/16 -j ACCEPT',
);
const guard = nftChains({ table: 'guard', chains: { forward: { hook: 'forward', policy: 'drop' } } });

const situations: readonly CheckCase[] = [
  { name: 'no rules', says: ['pass forward.open'] },
  {
    name: 'FC-190: FORWARD is DROP, iptables mode',
    plan: iptables,
    facts: having(table()),
    says: ['warn forward.drop'],
  },
  { name: 'FC-192: FORWARD is DROP, nftables mode', facts: having(table()), says: ['warn forward.drop'] },
  {
    name: 'FORWARD is DROP, ipvs mode',
    plan: planOf({ mode: 'ipvs' }),
    facts: having(table()),
    says: ['warn forward.drop'],
  },
  {
    name: 'FORWARD is DROP, and something takes the place of kube-proxy',
    plan: planOf({ mode: 'none' }),
    facts: having(table()),
    says: ['info forward.drop'],
  },
  {
    name: 'FORWARD is DROP, and kube-proxy has its rules there',
    plan: iptables,
    facts: having(table(...kubeForward)),
    says: ['warn forward.drop'],
  },
  { name: 'Docker', plan: iptables, facts: having(docker), says: ['warn forward.drop'] },
  { name: 'Docker in nftables mode', facts: having(docker), says: ['warn forward.drop'] },
  { name: 'ufw', plan: iptables, facts: having(ufw, { ufwEnabled: true }), says: ['warn forward.drop'] },
  {
    name: 'flannel has let the pods through',
    plan: iptables,
    facts: having(flannel),
    says: ['pass forward.open'],
  },
  {
    name: 'and those are the planned ones',
    plan: withPods,
    facts: having(flannel),
    says: ['pass forward.open'],
  },
  {
    name: 'or those of others',
    plan: withPods,
    facts: having(table('-A FORWARD -s 192.168.122.0/24 -j ACCEPT')),
    says: ['warn forward.drop'],
  },
  {
    name: 'an accept for all',
    plan: withPods,
    facts: having(table('-A FORWARD -j ACCEPT')),
    says: ['pass forward.open'],
  },
  {
    name: 'a reject at the end',
    plan: iptables,
    facts: having(
      iptablesChains([':FORWARD ACCEPT [0:0]', '-A FORWARD -j REJECT --reject-with icmp-host-prohibited']),
    ),
    says: ['warn forward.drop'],
  },
  { name: 'a table of its own', plan: iptables, facts: having(guard), says: ['warn forward.closed'] },
  { name: 'a table of its own, nftables mode', facts: having(guard), says: ['warn forward.closed'] },
  {
    name: 'a table of its own and Docker',
    facts: having([...guard, ...docker]),
    says: ['warn forward.closed', 'warn forward.drop'],
  },
  {
    name: 'a table of its own that lets some through by their address',
    facts: having(
      nftChains({
        table: 'guard',
        chains: { forward: { hook: 'forward', policy: 'drop' } },
        rules: [
          {
            chain: 'forward',
            expr: [
              {
                match: {
                  op: '==',
                  left: { payload: { protocol: 'ip', field: 'saddr' } },
                  right: '10.244.0.0',
                },
              },
              { accept: null },
            ],
          },
        ],
      }),
    ),
    says: ['pass forward.open'],
  },
  {
    name: 'the other family',
    facts: having(iptablesChains([drop], 'ip6')),
    says: ['pass forward.open'],
  },
  {
    name: 'the other family, which is planned too',
    plan: planOf({ ip: ['ipv4', 'ipv6'], podSubnets: byDefault(['fd00:10:244::/56']) }),
    facts: having(iptablesChains([drop], 'ip6')),
    says: ['warn forward.drop'],
  },
  {
    name: 'firewalld is judged by its own check',
    plan: iptables,
    facts: {
      ...having(table()),
      services: known(servicesOf({ units: [unitOf('firewalld', { active: 'active' })] })),
    },
    says: ['pass forward.open'],
  },
  {
    name: 'an ordinary user',
    facts: factsOf({ firewall: unknown('needs-root', 'nft: Operation not permitted') }),
    says: ['unknown forward.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: forwardPolicyCheck, cases: situations };
