import { hostnameCheck } from '../../src/checks/names/hostname.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { NamesFacts } from '../../src/probes/names/facts.ts';
import { debian, factsOf } from '../builders/facts.ts';
import { namesFacts } from '../builders/names.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function namesOf(overrides: Partial<NamesFacts>): Facts {
  return factsOf({ names: known({ ...namesFacts, ...overrides }) });
}

const nowhere = { source: 'nowhere', addresses: [], outcome: 'absent' } as const;
const absent = namesOf({
  ...nowhere,
  servers: [{ address: '10.0.0.53', state: 'answered', code: '' }],
  asked: ['cp-1'],
});
const silent = namesOf({
  ...nowhere,
  outcome: 'unanswered',
  servers: [
    { address: '10.0.0.53', state: 'silent', code: 'ETIMEDOUT' },
    { address: '10.0.0.54', state: 'failed', code: 'ESERVFAIL' },
  ],
});
const oneSilent = namesOf({
  source: 'dns',
  servers: [
    { address: '10.0.0.53', state: 'silent', code: 'ETIMEDOUT' },
    { address: '10.0.0.54', state: 'answered', code: '' },
  ],
});
const timedOut = factsOf({ names: unknown('timed-out', 'the probe names did not answer in 2500 ms') });
const noName = factsOf({ names: unknown('not-found', 'the node has no name') });

const named = (name: string) => planOf({ nodeName: fromFile(name, 'nodeRegistration.name') });
const ofHost = (value: string) =>
  planOf({ nodeName: { value, origin: { kind: 'host', what: 'host name' } } });
const image = factsOf({ names: unknown('not-running', 'only the running node can tell') });
const kubeadm = { policy: 'kubeadm' } as const;

const situations: readonly CheckCase[] = [
  { name: '/etc/hosts knows it', says: ['pass hostname.found'] },
  { name: '/etc/hosts knows it, as kubeadm', stance: kubeadm, says: ['pass hostname.found'] },
  { name: 'nobody knows it (FC-170: harmless)', facts: absent, says: ['info hostname.absent'] },
  { name: 'nobody knows it, as kubeadm', facts: absent, stance: kubeadm, says: ['warn hostname.absent'] },
  {
    name: 'there is no DNS at all',
    facts: namesOf(nowhere),
    says: ['info hostname.absent'],
  },
  { name: 'a dead resolver', facts: silent, says: ['warn hostname.unanswered'] },
  { name: 'a dead resolver, as kubeadm', facts: silent, stance: kubeadm, says: ['warn hostname.unanswered'] },
  {
    name: 'the first server is dead',
    facts: oneSilent,
    says: ['pass hostname.found', 'warn hostname.server-silent'],
  },
  {
    name: 'the first server is dead, as kubeadm',
    facts: oneSilent,
    stance: kubeadm,
    says: ['pass hostname.found'],
  },
  { name: 'an underscore (FC-171)', plan: named('node_1'), says: ['fail hostname.bad-format'] },
  {
    name: 'an underscore is qualified to kubeadm',
    plan: named('node_1'),
    stance: kubeadm,
    says: ['pass hostname.found'],
  },
  {
    name: 'an end that kubeadm does not like',
    plan: named('node-'),
    stance: kubeadm,
    says: ['warn hostname.not-qualified'],
  },
  {
    name: 'both at once, as kubeadm',
    plan: named('node-'),
    facts: absent,
    stance: kubeadm,
    says: ['warn hostname.not-qualified', 'warn hostname.absent'],
  },
  { name: '64 characters', plan: named('a'.repeat(64)), says: ['fail hostname.too-long'] },
  { name: '63 characters', plan: named('a'.repeat(63)), says: ['pass hostname.found'] },
  {
    name: '64 characters, as kubeadm',
    plan: named('a'.repeat(64)),
    stance: kubeadm,
    says: ['warn hostname.not-qualified'],
  },
  { name: 'an image without a name', plan: ofHost(''), facts: image, says: ['unknown hostname.not-told'] },
  {
    name: 'an image named localhost',
    plan: ofHost('localhost'),
    facts: image,
    says: ['unknown hostname.not-told'],
  },
  { name: 'an image, and no name in the file', plan: named(''), facts: image, says: ['fail hostname.empty'] },
  { name: 'no name (FC-169)', plan: named(''), facts: noName, says: ['fail hostname.empty'] },
  {
    name: 'no name, as kubeadm',
    plan: named(''),
    facts: noName,
    stance: kubeadm,
    says: ['warn hostname.not-qualified', 'warn hostname.absent'],
  },
  { name: 'localhost', plan: named('localhost'), says: ['warn hostname.localhost'] },
  { name: 'localhost, as kubeadm', plan: named('localhost'), stance: kubeadm, says: ['pass hostname.found'] },
  {
    name: 'a host name in upper case',
    plan: planOf({ nodeName: { value: 'cp-1', origin: { kind: 'host', what: 'host name' } } }),
    facts: factsOf({ system: { ...debian, hostName: 'CP-1' } }),
    says: ['info hostname.lowered', 'pass hostname.found'],
  },
  { name: 'the look-up did not end', facts: timedOut, says: ['unknown hostname.not-told'] },
  {
    name: 'the look-up did not end, as kubeadm',
    facts: timedOut,
    stance: kubeadm,
    says: ['unknown hostname.not-told'],
  },
  {
    name: 'an upgrade',
    plan: planOf({ action: 'upgrade', phase: 'upgrade apply' }),
    facts: silent,
    says: [],
  },
  {
    name: 'an address as a name',
    plan: planOf({ nodeName: byDefault('10.0.0.1') }),
    facts: namesOf({ source: 'itself' }),
    says: ['pass hostname.found'],
  },
];

export const cases: CheckCases = { check: hostnameCheck, cases: situations };
