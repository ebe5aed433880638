import { firewalldCheck } from '../../src/checks/firewall/firewalld.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { FirewallFacts } from '../../src/probes/firewall/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { firewallOf, iptablesChains, nftChains, tcpPort } from '../builders/firewall.ts';
import { planOf } from '../builders/plan.ts';
import { servicesOf, type ServicesOverrides, unitOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const active: ServicesOverrides = { units: [unitOf('firewalld', { active: 'active' })] };

function having(overrides: ServicesOverrides, firewall: FirewallFacts = firewallOf([])): Facts {
  return factsOf({ services: known(servicesOf(overrides)), firewall: known(firewall) });
}

/** The shape of firewalld 2: the zone's chain lets in its ports, and the last rule rejects. */
function firewalld(ports: readonly number[]) {
  return nftChains({
    table: 'firewalld',
    chains: { filter_INPUT: { hook: 'input', policy: 'accept' }, filter_IN_public: {} },
    rules: [
      {
        chain: 'filter_INPUT',
        expr: [
          { match: { op: 'in', left: { ct: { key: 'state' } }, right: ['established', 'related'] } },
          { accept: null },
        ],
      },
      { chain: 'filter_INPUT', expr: [{ goto: { target: 'filter_IN_public' } }] },
      ...ports.map((port) => ({ chain: 'filter_IN_public', expr: [tcpPort(port), { accept: null }] })),
      { chain: 'filter_IN_public', expr: [{ reject: { type: 'icmpx', expr: 'admin-prohibited' } }] },
    ],
  });
}

const open = firewallOf(firewalld([6443, 10_250]));
const hung: ServicesOverrides = {
  answer: 'timed-out',
  answerDetail: 'systemctl show gave no answer in 1500 ms',
};
const kubeadm = { policy: 'kubeadm' } as const;
const nobody: ServicesOverrides = { manager: 'none', managerSource: 'PID 1 is sh', kubeadmSees: 'none' };

/** Nothing runs, and no rules are there to be read. */
const asImage: Facts = {
  ...having({ units: [unitOf('firewalld', { active: '' })] }),
  firewall: unknown('not-running', 'only the running node can tell'),
};

const situations: readonly CheckCase[] = [
  { name: 'not there', says: ['pass firewalld.inactive'] },
  {
    name: 'installed and stopped',
    facts: having({ units: [unitOf('firewalld')] }),
    says: ['pass firewalld.inactive'],
  },
  { name: 'active with the ports open', facts: having(active, open), says: ['pass firewalld.open'] },
  {
    name: 'active with the kubelet closed',
    facts: having(active, firewallOf(firewalld([6443]))),
    says: ['warn firewalld.closed'],
  },
  {
    name: 'active on a worker that has the kubelet open',
    plan: planOf({ role: { value: 'worker', origin: { kind: 'flag', flag: '--role' } } }),
    facts: having(active, firewallOf(firewalld([10_250]))),
    says: ['pass firewalld.open'],
  },
  { name: 'active without rules that can be seen', facts: having(active), says: ['warn firewalld.active'] },
  {
    name: 'active with the backend iptables',
    facts: having(active, firewallOf(iptablesChains([':INPUT ACCEPT [0:0]', '-A INPUT -j REJECT']))),
    says: ['warn firewalld.closed'],
  },
  {
    name: 'active, and the rules are for root to read',
    facts: factsOf({
      services: known(servicesOf(active)),
      firewall: unknown('needs-root', 'Operation not permitted'),
    }),
    says: ['warn firewalld.active'],
  },
  {
    name: 'systemctl hangs, and there is a unit',
    facts: having({ ...hung, units: [unitOf('firewalld', { active: '' })] }),
    says: ['unknown firewalld.not-told'],
  },
  { name: 'systemctl hangs, and there is no unit', facts: having(hung), says: ['pass firewalld.inactive'] },
  { name: 'no manager', facts: having(nobody), says: ['pass firewalld.inactive'] },
  {
    name: 'nothing was seen',
    facts: factsOf({ services: unknown('timed-out', 'no answer') }),
    says: ['unknown firewalld.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
  { name: 'kubeadm: not there', stance: kubeadm, says: ['pass firewalld.inactive'] },
  { name: 'kubeadm: active', facts: having(active, open), stance: kubeadm, says: ['warn firewalld.active'] },
  {
    name: 'kubeadm: starting counts as active',
    facts: having({ units: [unitOf('firewalld', { active: 'activating' })] }),
    stance: kubeadm,
    says: ['warn firewalld.active'],
  },
  {
    name: 'kubeadm: no init system',
    facts: having(nobody),
    stance: kubeadm,
    says: ['warn firewalld.no-manager'],
  },
  {
    name: 'enabled in an image, where its zones stand before no port yet',
    facts: asImage,
    says: ['unknown firewalld.not-told'],
  },
  {
    name: 'kubeadm: systemctl without systemd tells nothing',
    facts: having({ ...nobody, kubeadmSees: 'systemd' }),
    stance: kubeadm,
    says: ['pass firewalld.inactive'],
  },
  {
    name: 'kubeadm: systemctl hangs, and there is a unit',
    facts: having({ ...hung, units: [unitOf('firewalld', { active: '' })] }),
    stance: kubeadm,
    says: ['unknown firewalld.not-told'],
  },
  {
    name: 'kubeadm: systemctl hangs, and there is no unit',
    facts: having(hung),
    stance: kubeadm,
    says: ['pass firewalld.inactive'],
  },
];

export const cases: CheckCases = { check: firewalldCheck, cases: situations };
