import { cgroupDriverCheck } from '../../src/checks/runtime/cgroup-driver.ts';
import { unknown } from '../../src/probes/fact.ts';
import { answer, criOf, deadCri, noRuntimeConfig } from '../builders/cri.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, fromFile, type PlanOverrides, planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const cgroupfs = factsOf({ cri: criOf({}, { cgroupDriver: answer('cgroupfs' as const) }) });

function runtimeWithout(cgroupDriver: 'systemd' | 'cgroupfs', name = 'containerd', version = '1.6.20') {
  return factsOf({
    cri: criOf(
      {},
      {
        version: answer({ name, version, api: 'v1' }),
        cgroupDriver: noRuntimeConfig,
        ownConfig: { cgroupDriver },
      },
    ),
  });
}

const join: PlanOverrides = { action: 'join', phase: 'join', role: byDefault('worker') };

export const cases: CheckCases = {
  check: cgroupDriverCheck,
  cases: [
    { name: 'both systemd', says: ['pass cgroup-driver.same'] },
    {
      name: 'containerd 1.6, both systemd',
      facts: runtimeWithout('systemd'),
      says: ['pass cgroup-driver.same'],
    },
    {
      name: 'the kubelet asks the runtime, and nobody said otherwise',
      facts: cgroupfs,
      says: ['pass cgroup-driver.from-runtime'],
    },
    {
      name: 'the kubelet asks the runtime, whatever is written',
      plan: planOf({ kubelet: { cgroupDriver: fromFile('systemd', 'cgroupDriver') } }),
      facts: cgroupfs,
      says: ['info cgroup-driver.from-runtime'],
    },
    {
      name: 'the kubelet of 1.30 does not ask',
      plan: planOf({ version: 'v1.30.2' }),
      facts: cgroupfs,
      says: ['fail cgroup-driver.differs'],
    },
    {
      name: 'containerd 1.6 as it is shipped',
      facts: runtimeWithout('cgroupfs'),
      says: ['fail cgroup-driver.differs'],
    },
    {
      name: 'an old CRI-O',
      facts: runtimeWithout('cgroupfs', 'cri-o', '1.27.1'),
      says: ['fail cgroup-driver.differs'],
    },
    {
      name: 'join: the cluster may say otherwise',
      plan: planOf(join),
      facts: runtimeWithout('cgroupfs'),
      says: ['warn cgroup-driver.differs-from-default'],
    },
    {
      name: 'the runtime does not say',
      facts: factsOf({ cri: criOf({}, { cgroupDriver: noRuntimeConfig, ownConfig: {} }) }),
      says: ['unknown cgroup-driver.not-told'],
    },
    {
      name: 'no runtime',
      facts: factsOf({ cri: deadCri({ state: 'absent', code: 'ENOENT', mode: '' }) }),
      says: ['unknown cgroup-driver.not-told'],
    },
    {
      name: 'not looked at',
      facts: factsOf({ cri: unknown('timed-out', 'too late') }),
      says: ['unknown cgroup-driver.not-told'],
    },
    { name: 'reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
  ],
};
