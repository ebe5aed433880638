import { resolvConfCheck } from '../../src/checks/network/resolv-conf.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ResolverFacts, ResolverFile } from '../../src/probes/resolver/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const file: ResolverFile = {
  path: '/etc/resolv.conf',
  error: '',
  target: '',
  nameservers: ['10.0.0.53'],
  search: [],
};

function using(used: Partial<ResolverFile>, chosenBy: ResolverFacts['chosenBy'] = 'kubelet'): Facts {
  return factsOf({ resolver: known({ resolvedActive: false, chosenBy, used: { ...file, ...used } }) });
}

const stub = using({ nameservers: ['127.0.0.53'], target: '/run/systemd/resolve/stub-resolv.conf' }, 'plan');
const worker = planOf({ action: 'join', phase: 'join', role: byDefault('worker') });

const situations: readonly CheckCase[] = [
  { name: 'systemd-resolved, and kubeadm chooses', says: ['pass resolv.good'] },
  { name: 'a plain file', facts: using({}), says: ['pass resolv.good'] },
  { name: 'the stub of systemd-resolved', facts: stub, says: ['fail resolv.loop'] },
  {
    name: 'the stub, without CoreDNS',
    plan: planOf({ skipPhases: byDefault(['addon/coredns']) }),
    facts: stub,
    says: ['warn resolv.loop'],
  },
  {
    name: 'the stub, without any add-on',
    plan: planOf({ skipPhases: byDefault(['preflight', 'addon']) }),
    facts: stub,
    says: ['warn resolv.loop'],
  },
  {
    name: 'the stub, without kube-proxy, which is another add-on',
    plan: planOf({ skipPhases: byDefault(['addon/kube-proxy']) }),
    facts: stub,
    says: ['fail resolv.loop'],
  },
  { name: 'the stub, on a node that joins', plan: worker, facts: stub, says: ['warn resolv.loop'] },
  {
    name: 'dnsmasq on loopback',
    facts: using({ nameservers: ['::1', '127.0.0.1'] }),
    says: ['fail resolv.loop'],
  },
  {
    name: 'the DNS of the cluster itself',
    facts: using({ nameservers: ['10.96.0.10'] }),
    says: ['fail resolv.loop'],
  },
  {
    name: 'the DNS of the cluster in the second of its subnets',
    plan: planOf({ serviceSubnets: byDefault(['10.96.0.0/12', 'fd00:96::/112']) }),
    facts: using({ nameservers: ['fd00:96::a'] }),
    says: ['fail resolv.loop'],
  },
  {
    name: 'the tenth address of a subnet that is not of Services',
    facts: using({ nameservers: ['192.168.0.10'] }),
    says: ['pass resolv.good'],
  },
  {
    name: 'a server beside Services of which one subnet cannot be read',
    plan: planOf({ serviceSubnets: byDefault(['10.96.0.0', '10.96.0.0/12']) }),
    facts: using({ nameservers: ['10.96.0.10'] }),
    says: ['fail resolv.loop'],
  },
  {
    name: 'link-local of IPv4, as clouds have it',
    facts: using({ nameservers: ['169.254.169.253'] }),
    says: ['pass resolv.good'],
  },
  {
    name: 'another address of the Services is not the DNS',
    facts: using({ nameservers: ['10.96.0.11'] }),
    says: ['pass resolv.good'],
  },
  {
    name: 'a file that is not there',
    facts: using({ path: '/run/systemd/resolve/resolv.conf', error: 'ENOENT' }, 'plan'),
    says: ['fail resolv.missing'],
  },
  {
    name: 'a dangling link',
    facts: using({ error: 'ENOENT', target: '/run/resolvconf/resolv.conf' }),
    says: ['fail resolv.missing'],
  },
  { name: 'no server', facts: using({ nameservers: [] }), says: ['warn resolv.no-server'] },
  {
    name: 'a link-local server',
    facts: using({ nameservers: ['fe80::1%eth0'] }),
    says: ['warn resolv.link-local'],
  },
  {
    name: 'four servers',
    facts: using({ nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] }),
    says: ['pass resolv.good', 'info resolv.many-servers'],
  },
  {
    name: '29 domains',
    facts: using({ search: Array.from({ length: 29 }, (_, at) => `d${at}.example`) }),
    says: ['pass resolv.good'],
  },
  {
    name: '30 domains',
    facts: using({ search: Array.from({ length: 30 }, (_, at) => `d${at}.example`) }),
    says: ['warn resolv.long-search'],
  },
  {
    name: 'a long search list',
    facts: using({ search: Array.from({ length: 10 }, (_, at) => `${'a'.repeat(220)}${at}.example`) }),
    says: ['warn resolv.long-search'],
  },
  {
    name: 'switched off',
    plan: planOf({ kubelet: { resolvConf: fromFile('', 'resolvConf') } }),
    facts: factsOf({ resolver: known({ resolvedActive: true, chosenBy: 'nobody' }) }),
    says: ['pass resolv.off'],
  },
  {
    name: 'a file that may not be read',
    facts: using({ error: 'EACCES' }),
    says: ['unknown resolv.not-told'],
  },
  {
    name: 'nothing was looked at',
    facts: factsOf({ resolver: unknown('timed-out', 'the probe resolver did not answer') }),
    says: ['unknown resolv.not-told'],
  },
  { name: 'an upgrade', plan: planOf({ action: 'upgrade' }), facts: stub, says: [] },
  { name: 'as kubeadm, which does not look', stance: { policy: 'kubeadm' }, facts: stub, says: [] },
];

export const cases: CheckCases = { check: resolvConfCheck, cases: situations };
