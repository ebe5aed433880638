import { httpProxyCheck } from '../../src/checks/proxies/http-proxy.ts';
import { unknown } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { proxied, unitProxied, unreadUnit } from '../builders/proxies.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const kubeadm = { policy: 'kubeadm' } as const;
const ipv6 = planOf({ advertiseAddress: byDefault('fd00::10') });
const worker = planOf({
  action: 'join',
  phase: 'join',
  role: byDefault('worker'),
  discovery: byDefault('token'),
  apiServerEndpoint: fromFile('api.example.com:6443', 'discovery.bootstrapToken.apiServerEndpoint'),
});
const secondary = { ...worker, role: byDefault('control-plane' as const) };
const byFile = { ...worker, discovery: byDefault('file' as const) };

const situations: readonly CheckCase[] = [
  { name: 'no proxy', says: ['pass proxy.none'] },
  { name: 'no proxy, as kubeadm', stance: kubeadm, says: ['pass proxy.none'] },
  { name: 'a proxy', facts: proxied(), says: ['warn proxy.used'] },
  { name: 'a proxy, as kubeadm', facts: proxied(), stance: kubeadm, says: ['warn proxy.used'] },
  {
    name: 'exempt by subnet',
    facts: proxied('.svc,10.0.0.0/8'),
    stance: kubeadm,
    says: ['pass proxy.exempt'],
  },
  { name: 'exempt by port of the API server', facts: proxied('10.0.0.1:6443'), says: ['pass proxy.exempt'] },
  {
    name: 'what stands in NO_PROXY is for no shell',
    facts: proxied('$(touch /tmp/x),"; true'),
    says: ['warn proxy.used'],
  },
  {
    name: 'kubeadm asks about 443',
    facts: proxied('10.0.0.1:6443'),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'exempt at port 443, as kubeadm',
    facts: proxied('10.0.0.1:443'),
    stance: kubeadm,
    says: ['pass proxy.exempt'],
  },
  {
    name: 'IPv6, as kubeadm',
    plan: ipv6,
    facts: proxied('[fd00::10]:443'),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'IPv6 at port 1234, as kubeadm',
    plan: ipv6,
    facts: proxied('[fd00::10]:1234'),
    stance: kubeadm,
    says: ['pass proxy.exempt'],
  },
  {
    name: 'no address, as kubeadm: 0.0.0.0',
    plan: planOf({ advertiseAddress: byDefault('') }),
    facts: proxied(),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'a worker and the API server by name',
    plan: worker,
    facts: proxied(),
    stance: kubeadm,
    says: ['warn proxy.used'],
  },
  {
    name: 'a worker, exempt by domain',
    plan: worker,
    facts: proxied('.example.com'),
    stance: kubeadm,
    says: ['pass proxy.exempt'],
  },
  {
    name: 'a control plane that joins: both',
    plan: secondary,
    facts: proxied(),
    stance: kubeadm,
    says: ['warn proxy.used', 'warn proxy.used'],
  },
  { name: 'discovery by file names nobody', plan: byFile, facts: proxied(), says: ['pass proxy.none'] },
  { name: "a proxy of the kubelet's", facts: unitProxied('kubelet.service'), says: ['warn proxy.unit'] },
  {
    name: "a proxy of the kubelet's, exempt",
    facts: unitProxied('kubelet.service', '10.0.0.0/24'),
    says: ['pass proxy.none'],
  },
  {
    name: "a proxy of the kubelet's is nothing to kubeadm",
    facts: unitProxied('kubelet.service'),
    stance: kubeadm,
    says: ['pass proxy.none'],
  },
  { name: 'a proxy of the runtime', facts: unitProxied('containerd.service'), says: ['pass proxy.none'] },
  { name: 'a drop-in that is not for everybody', facts: unreadUnit, says: ['unknown proxy.unread'] },
  {
    name: 'nothing was looked at',
    facts: factsOf({ proxies: unknown('timed-out', 'the probe proxies did not answer') }),
    says: ['unknown proxy.not-told'],
  },
  { name: 'an upgrade', plan: planOf({ action: 'upgrade' }), facts: proxied(), says: [] },
];

export const cases: CheckCases = { check: httpProxyCheck, cases: situations };
