import { externalEtcdVersionCheck } from '../../src/checks/etcd/external-etcd-version.ts';
import type { Stance } from '../../src/checks/check.ts';
import { unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { EndpointFact, EndpointState } from '../../src/probes/etcd/facts.ts';
import { day, endpointOf, endpointUrls, etcdOf, externalEtcd, seenAt } from '../builders/etcd.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const plan = externalEtcd();
const kubeadm: Partial<Stance> = { policy: 'kubeadm' };
const [a, b, c] = endpointUrls;

function facts(...endpoints: readonly EndpointFact[]): Facts {
  return factsOf({ etcd: etcdOf({ endpoints }) });
}

const server = {
  subject: 'CN=etcd-1',
  issuer: 'CN=other',
  altNames: 'DNS:etcd-1',
  notBefore: seenAt - 400 * day,
  notAfter: seenAt - 35 * day,
};

/** Each state of one endpoint alone. */
const single: readonly EndpointState[] = [
  'bad-url',
  'name-unknown',
  'name-unanswered',
  'refused',
  'unreachable',
  'timed-out',
  'no-answer',
  'client-refused',
  'untrusted',
  'server-expired',
  'server-not-yet-valid',
  'wrong-name',
  'speaks-plain',
  'speaks-tls',
  'tls-failed',
  'cut',
  'bad-status',
  'not-etcd',
];

const old = (url: string, version: string): EndpointFact => endpointOf(url, 'answered', { version });

export const cases: CheckCases = {
  check: externalEtcdVersionCheck,
  cases: [
    ...single.map((state): CheckCase => ({
      name: `the only endpoint: ${state}`,
      plan,
      facts: facts(endpointOf(a, state, { server })),
      says: [`fail etcd.${state}`],
    })),
    ...single.map((state): CheckCase => ({
      name: `kubeadm, one of three: ${state}`,
      plan,
      stance: kubeadm,
      facts: facts(endpointOf(a, state, { server }), endpointOf(b), endpointOf(c)),
      says: [`fail etcd.${state}`],
    })),
    { name: 'all answer', plan, facts: factsOf({ etcd: etcdOf() }), says: ['pass etcd.answers'] },
    {
      name: 'one of three is down: the API server has the others, kubeadm ends',
      plan,
      facts: facts(endpointOf(a), endpointOf(b, 'refused'), endpointOf(c)),
      says: ['warn etcd.refused'],
    },
    {
      name: 'two of three are down',
      plan,
      facts: facts(endpointOf(a), endpointOf(b, 'refused'), endpointOf(c, 'refused')),
      says: ['fail etcd.refused'],
    },
    {
      name: 'three dead endpoints, each in its way',
      plan,
      facts: facts(endpointOf(a, 'timed-out'), endpointOf(b, 'refused'), endpointOf(c, 'unreachable')),
      says: ['fail etcd.timed-out', 'fail etcd.refused', 'fail etcd.unreachable'],
    },
    {
      name: 'one of three shows a foreign certificate: no member that is down for a while',
      plan,
      facts: facts(endpointOf(a), endpointOf(b, 'untrusted', { server }), endpointOf(c)),
      says: ['fail etcd.untrusted'],
    },
    {
      name: 'no client certificate is named',
      plan: externalEtcd({ certFile: byDefault(''), keyFile: byDefault('') }),
      facts: facts(endpointOf(a, 'client-refused', { detail: 'certificate required' })),
      says: ['fail etcd.client-refused'],
    },
    { name: '3.4.23 and 1.36', plan, facts: facts(old(a, '3.4.23')), says: ['fail etcd.too-old'] },
    {
      name: '3.5.24 and 1.36: as old as may be',
      plan,
      facts: facts(old(a, '3.5.24')),
      says: ['pass etcd.answers'],
    },
    {
      name: '3.5.23 and 1.36',
      plan,
      facts: facts(old(a, '3.5.23'), endpointOf(b)),
      says: ['fail etcd.too-old'],
    },
    {
      name: '3.5.23 and 1.37, whose minimum is not established',
      plan: externalEtcd({}, { version: 'v1.37.0' }),
      facts: facts(old(a, '3.5.23')),
      says: ['warn etcd.maybe-too-old'],
    },
    {
      name: '3.5.23 and 1.37, as kubeadm',
      plan: externalEtcd({}, { version: 'v1.37.0' }),
      stance: kubeadm,
      facts: facts(old(a, '3.5.23')),
      says: ['fail etcd.too-old'],
    },
    {
      name: '3.4.23 and 1.30',
      plan: externalEtcd({}, { version: 'v1.30.4' }),
      facts: facts(old(a, '3.4.23')),
      says: ['pass etcd.answers'],
    },
    {
      name: 'kubeadm 1.32.6 is content with 3.5.12, 1.32.10 is not',
      plan,
      stance: { ...kubeadm, kubeadmVersion: 'v1.32.6' },
      facts: facts(old(a, '3.5.12')),
      says: ['pass etcd.answers'],
    },
    {
      name: 'kubeadm 1.32.10 is not content with 3.5.12',
      plan,
      stance: { ...kubeadm, kubeadmVersion: 'v1.32.10' },
      facts: facts(old(a, '3.5.12')),
      says: ['fail etcd.too-old'],
    },
    {
      name: 'the files are of no use',
      plan,
      facts: facts(endpointOf(a, 'not-asked'), endpointOf(b, 'not-asked')),
      says: ['unknown etcd.not-asked'],
    },
    {
      name: 'the files are of no use, as kubeadm',
      plan,
      stance: kubeadm,
      facts: facts(endpointOf(a, 'not-asked')),
      says: ['fail etcd.not-asked'],
    },
    {
      name: 'not looked at',
      plan,
      facts: factsOf({ etcd: unknown('timed-out', 'the probe etcd did not answer in 5000 ms') }),
      says: ['unknown etcd.not-told'],
    },
    { name: 'an etcd of its own', plan: planOf(), says: [] },
    { name: 'a worker', plan: externalEtcd({}, { role: byDefault('worker') }), says: [] },
    {
      name: 'a control plane that joins: kubeadm does not ask',
      plan: externalEtcd({}, { action: 'join', phase: 'join' }),
      facts: facts(endpointOf(a, 'refused')),
      stance: kubeadm,
      says: [],
    },
    {
      name: 'a control plane that joins',
      plan: externalEtcd({}, { action: 'join', phase: 'join' }),
      facts: facts(endpointOf(a, 'refused')),
      says: ['fail etcd.refused'],
    },
  ],
};
