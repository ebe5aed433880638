import { httpProxyCidrCheck } from '../../src/checks/proxies/http-proxy-cidr.ts';
import { unknown } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import { proxied, unitProxied, unreadUnit } from '../builders/proxies.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const kubeadm = { policy: 'kubeadm' } as const;
const withPods = planOf({ podSubnets: fromFile(['10.244.0.0/16'], 'networking.podSubnet') });
const dual = planOf({
  serviceSubnets: fromFile(['10.96.0.0/16', 'fd00:96::/112'], 'networking.serviceSubnet'),
});
const joined = { action: 'join', phase: 'join', discovery: byDefault('token' as const) } as const;
const worker = planOf({ ...joined, role: byDefault('worker') });
const told = { serviceSubnets: fromFile(['10.96.0.0/12'], 'networking.serviceSubnet') };

const situations: readonly CheckCase[] = [
  { name: 'no proxy', says: ['pass proxy.none'] },
  { name: 'a proxy', facts: proxied(), says: ['warn proxy.used'] },
  {
    name: 'a proxy before Services and Pods',
    plan: withPods,
    facts: proxied(),
    stance: kubeadm,
    says: ['warn proxy.used', 'warn proxy.used'],
  },
  {
    name: 'Services are exempt, Pods are not',
    plan: withPods,
    facts: proxied('10.96.0.0/12'),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'both are exempt',
    plan: withPods,
    facts: proxied('10.96.0.0/12,10.244.0.0/16'),
    says: ['pass proxy.exempt'],
  },
  {
    name: 'the first address is exempt',
    facts: proxied('10.96.0.1'),
    stance: kubeadm,
    says: ['pass proxy.exempt'],
  },
  {
    name: 'the second address alone is not enough',
    facts: proxied('10.96.0.2'),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'two families, one exempt',
    plan: dual,
    facts: proxied('10.0.0.0/8'),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'everything is exempt',
    plan: dual,
    facts: proxied('*'),
    stance: kubeadm,
    says: ['pass proxy.exempt'],
  },
  {
    name: 'a subnet of one address',
    plan: planOf({ serviceSubnets: fromFile(['10.96.0.0/32'], 'networking.serviceSubnet') }),
    facts: proxied(),
    stance: kubeadm,
    says: ['fail proxy.bad-subnet'],
  },
  { name: 'the runtime has a proxy', facts: unitProxied('containerd.service'), says: ['warn proxy.unit'] },
  {
    name: 'the runtime has a proxy and exempts Services',
    facts: unitProxied('crio.service', '10.96.0.0/12'),
    says: ['pass proxy.none'],
  },
  {
    name: 'the runtime has a proxy, as kubeadm',
    facts: unitProxied('containerd.service'),
    stance: kubeadm,
    says: ['pass proxy.none'],
  },
  { name: 'the kubelet has a proxy', facts: unitProxied('kubelet.service'), says: ['pass proxy.none'] },
  {
    name: 'a worker does not know the subnets',
    plan: worker,
    facts: unitProxied('containerd.service'),
    says: [],
  },
  {
    name: 'a worker who knows them',
    plan: { ...worker, ...told },
    facts: unitProxied('containerd.service'),
    says: ['warn proxy.unit'],
  },
  {
    name: "a worker's own proxy runs no API server",
    plan: { ...worker, ...told },
    facts: proxied(),
    says: ['pass proxy.none'],
  },
  { name: 'a drop-in that is not for everybody', facts: unreadUnit, says: ['unknown proxy.unread'] },
  {
    name: 'nothing was looked at',
    facts: factsOf({ proxies: unknown('timed-out', 'the probe proxies did not answer') }),
    says: ['unknown proxy.not-told'],
  },
  { name: 'an upgrade', plan: planOf({ action: 'upgrade' }), facts: proxied(), says: [] },
];

export const cases: CheckCases = { check: httpProxyCidrCheck, cases: situations };
