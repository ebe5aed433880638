import { advertiseAddressCheck } from '../../src/checks/network/advertise-address.ts';
import { unknown } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const at = (address: string) =>
  planOf({ advertiseAddress: fromFile(address, 'localAPIEndpoint.advertiseAddress') });
const external = { ...planOf().etcd, external: true };

const situations: readonly CheckCase[] = [
  { name: 'an address of this node', says: ['pass advertise.here'] },
  { name: 'the public address of a cloud', plan: at('203.0.113.7'), says: ['fail advertise.elsewhere'] },
  {
    name: 'elsewhere, with an etcd of its own',
    plan: { ...at('203.0.113.7'), etcd: external },
    says: ['warn advertise.elsewhere'],
  },
  { name: 'loopback', plan: at('127.0.0.1'), says: ['fail advertise.loopback'] },
  { name: 'IPv6 loopback', plan: at('::1'), says: ['fail advertise.loopback'] },
  { name: 'link-local', plan: at('169.254.10.1'), says: ['fail advertise.link-local'] },
  { name: 'IPv6 link-local', plan: at('fe80::fc:ff:fe00:1'), says: ['fail advertise.link-local'] },
  { name: 'none', plan: at(''), says: ['warn advertise.none'] },
  { name: 'all addresses', plan: at('0.0.0.0'), says: ['warn advertise.none'] },
  {
    name: 'nothing was looked at',
    facts: factsOf({ network: unknown('timed-out', 'the probe network did not answer') }),
    says: ['unknown advertise.not-told'],
  },
  {
    name: 'an image, which has no address yet',
    plan: at(''),
    facts: factsOf({ network: unknown('not-running', 'only the running node can tell') }),
    says: ['unknown advertise.not-told'],
  },
  { name: 'a worker', plan: planOf({ action: 'join', role: byDefault('worker') }), says: [] },
  { name: 'an upgrade', plan: planOf({ action: 'upgrade' }), says: [] },
  { name: 'as kubeadm, which does not look', plan: at('127.0.0.1'), stance: { policy: 'kubeadm' }, says: [] },
];

export const cases: CheckCases = { check: advertiseAddressCheck, cases: situations };
