import { kubeletVersionCheck } from '../../src/checks/kubelet/kubelet-version.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ToolFact } from '../../src/probes/tools/facts.ts';
import { elTen, factsOf, ordinaryUser } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import { kubeletOf } from '../builders/services.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const searched = ['/usr/bin'];

function answering(version: string, overrides: Partial<ToolFact> = {}): Facts {
  return factsOf({ kubelet: known(kubeletOf(version, overrides)) });
}

function having(program: Partial<ToolFact> & Pick<ToolFact, 'state'>): Facts {
  return factsOf({ kubelet: known({ program: { name: 'kubelet', links: [], ...program }, searched }) });
}

const absent = having({ state: 'absent' });
const faulty = having({
  state: 'faulty',
  fault: 'missing-library',
  detail: 'error while loading shared libraries: libx.so',
  path: '/usr/bin/kubelet',
  inUserPath: true,
});
const unsafe = having({
  state: 'faulty',
  fault: 'unsafe-path',
  detail: 'others may change this file',
  path: '/usr/bin/kubelet',
  inUserPath: true,
});
const outside = { path: '/opt/bin/kubelet', inUserPath: false };
const given = planOf({ version: 'v1.36.2' });
const join = { action: 'join', phase: 'join' } as const;

const usual: readonly CheckCase[] = [
  { name: 'the kubelet of the release', plan: given, says: ['pass kubelet.serves'] },
  { name: 'three minors older', plan: given, facts: answering('1.33.9'), says: ['pass kubelet.serves'] },
  { name: 'four minors older', plan: given, facts: answering('1.32.9'), says: ['fail kubelet.older'] },
  {
    name: 'kubelets before 1.25 may be two minors older',
    plan: planOf({ version: 'v1.27.3' }),
    facts: answering('1.24.0'),
    says: ['fail kubelet.older'],
  },
  { name: 'newer than planned', plan: given, facts: answering('1.37.0'), says: ['fail kubelet.newer'] },
  {
    name: 'a later patch is no later release',
    plan: given,
    facts: answering('1.36.9'),
    says: ['pass kubelet.serves'],
  },
  {
    name: 'newer than planned on an upgrade',
    plan: planOf({ version: 'v1.36.2', action: 'upgrade', phase: 'upgrade node' }),
    facts: answering('1.37.0'),
    says: ['fail kubelet.newer'],
  },
  {
    name: 'newer than a release that nobody gave',
    plan: planOf(join),
    facts: answering('1.37.0'),
    says: ['unknown kubelet.release-not-given'],
  },
  {
    name: 'much older than a release that nobody gave',
    facts: answering('1.30.0'),
    says: ['unknown kubelet.release-not-given'],
  },
  { name: 'none', plan: given, facts: absent, says: ['fail kubelet.absent'] },
  {
    name: 'none, on Enterprise Linux',
    plan: given,
    facts: { ...absent, os: known(elTen) },
    says: ['fail kubelet.absent'],
  },
  { name: 'one that does not work', plan: given, facts: faulty, says: ['fail kubelet.faulty'] },
  { name: 'one that root must not run', plan: given, facts: unsafe, says: ['unknown kubelet.not-told'] },
  {
    name: 'outside the PATH of root',
    plan: given,
    facts: answering('1.36.2', outside),
    says: ['pass kubelet.serves', 'warn kubelet.outside-path'],
  },
  {
    name: "outside an ordinary user's PATH",
    plan: given,
    facts: { ...answering('1.36.2', outside), privilege: known(ordinaryUser) },
    says: ['pass kubelet.serves'],
  },
  {
    name: 'nothing was seen',
    plan: given,
    facts: factsOf({ kubelet: unknown('timed-out', 'no answer') }),
    says: ['unknown kubelet.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), facts: absent, says: [] },
];

const kubeadm = { policy: 'kubeadm' } as const;
const as = (kubeadmVersion: string) => ({ ...kubeadm, kubeadmVersion });

const ofKubeadm: readonly CheckCase[] = [
  { name: 'kubeadm: sound', plan: given, stance: kubeadm, says: ['pass kubelet.serves'] },
  { name: 'kubeadm: none', plan: given, facts: absent, stance: kubeadm, says: ['fail kubelet.absent'] },
  { name: 'kubeadm: faulty', plan: given, facts: faulty, stance: kubeadm, says: ['fail kubelet.faulty'] },
  {
    name: 'kubeadm: looks in the PATH alone',
    plan: given,
    facts: answering('1.36.2', outside),
    stance: kubeadm,
    says: ['fail kubelet.outside-path'],
  },
  {
    name: 'kubeadm 1.36 takes 1.33',
    plan: given,
    facts: answering('1.33.0'),
    stance: as('v1.36.2'),
    says: ['pass kubelet.serves'],
  },
  {
    name: 'kubeadm 1.36 refuses a candidate of 1.33',
    plan: given,
    facts: answering('1.33.0-rc.1'),
    stance: as('v1.36.2'),
    says: ['fail kubelet.older-than-kubeadm'],
  },
  {
    name: 'kubeadm 1.29 takes 1.26',
    plan: planOf({ version: 'v1.29.1' }),
    facts: answering('1.26.0'),
    stance: as('v1.29.1'),
    says: ['pass kubelet.serves'],
  },
  {
    name: 'kubeadm 1.28 refuses 1.26',
    plan: planOf({ version: 'v1.28.1' }),
    facts: answering('1.26.9'),
    stance: as('v1.28.1'),
    says: ['fail kubelet.older-than-kubeadm'],
  },
  {
    name: 'kubeadm init: newer than the control plane',
    plan: planOf({ version: 'v1.35.0' }),
    facts: answering('1.36.0'),
    stance: as('v1.36.2'),
    says: ['fail kubelet.newer'],
  },
  {
    name: 'kubeadm join does not know the control plane',
    plan: planOf({ ...join, kubernetesVersion: byDefault('v1.36.2') }),
    facts: answering('1.37.0'),
    stance: as('v1.36.2'),
    says: ['pass kubelet.serves'],
  },
  {
    name: 'kubeadm: not to be run',
    plan: given,
    facts: unsafe,
    stance: kubeadm,
    says: ['unknown kubelet.not-told'],
  },
];

export const cases: CheckCases = { check: kubeletVersionCheck, cases: [...usual, ...ofKubeadm] };
