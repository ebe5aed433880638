import { runtimeVersionCheck } from '../../src/checks/runtime/runtime-version.ts';
import { unknown } from '../../src/probes/fact.ts';
import { answer, criOf, deadCri, noRuntimeConfig, refusal } from '../builders/cri.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const one = factsOf({
  cri: criOf(
    {},
    {
      version: answer({ name: 'containerd', version: '1.6.20', api: 'v1' }),
      cgroupDriver: noRuntimeConfig,
      ownConfig: { cgroupDriver: 'systemd' },
    },
  ),
});
const dead = factsOf({ cri: deadCri({ state: 'absent', code: 'ENOENT', mode: '' }) });
const stance = { policy: 'kubeadm' } as const;

export const cases: CheckCases = {
  check: runtimeVersionCheck,
  cases: [
    { name: 'containerd 2.1', says: ['pass runtime-version.sufficient'] },
    {
      name: 'containerd 1.6 for Kubernetes 1.34',
      plan: planOf({ version: 'v1.34.2' }),
      facts: one,
      says: ['pass runtime-version.not-needed'],
    },
    {
      name: 'containerd 1.6 for Kubernetes 1.35',
      plan: planOf({ version: 'v1.35.0' }),
      facts: one,
      says: ['warn runtime-version.too-old'],
    },
    {
      name: 'containerd 1.6 for Kubernetes 1.38',
      plan: planOf({ version: 'v1.38.0' }),
      facts: one,
      says: ['fail runtime-version.too-old'],
    },
    {
      name: 'RuntimeConfig fails',
      facts: factsOf({ cri: criOf({}, { cgroupDriver: refusal('timed-out', 'no answer') }) }),
      says: ['unknown runtime-version.not-told'],
    },
    { name: 'no runtime', facts: dead, says: ['unknown runtime-version.not-told'] },
    {
      name: 'not looked at',
      facts: factsOf({ cri: unknown('timed-out', 'too late') }),
      says: ['unknown runtime-version.not-told'],
    },
    { name: 'reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
    { name: 'kubeadm: containerd 2.1', stance, says: ['pass runtime-version.sufficient'] },
    { name: 'kubeadm: containerd 1.6', stance, facts: one, says: ['warn runtime-version.too-old'] },
    { name: 'kubeadm: no runtime', stance, facts: dead, says: ['fail runtime-version.not-connected'] },
    {
      name: 'kubeadm: RuntimeConfig fails',
      stance,
      facts: factsOf({ cri: criOf({}, { cgroupDriver: refusal('status', 'internal error') }) }),
      says: ['fail runtime-version.failed'],
    },
  ],
};
