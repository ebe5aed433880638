import type { Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { startRemedies } from './runtime-remedies.ts';

const update: Remedy = {
  what: 'update the runtime: containerd 2.0 or later, CRI-O 1.28 or later',
  verify: ['crictl version'],
};

const need = "CRI's RuntimeConfig, by which the kubelet learns the cgroup driver";

export const runtimeVersionReasons: readonly Reason[] = [
  {
    code: 'runtime-version.sufficient',
    means: 'The runtime answers RuntimeConfig.',
    words: ({ runtime }) => ({ says: `${String(runtime)} tells the kubelet its cgroup driver` }),
  },
  {
    code: 'runtime-version.not-needed',
    means: 'The runtime has no RuntimeConfig, and the kubelet of this release does without.',
    words: ({ runtime, release }) => ({
      says: `${String(runtime)} has no RuntimeConfig; Kubernetes ${String(release)} does without`,
    }),
  },
  {
    code: 'runtime-version.too-old',
    means:
      'The runtime has no RuntimeConfig. The kubelet of 1.35 and later warns of it; that of 1.38 will not start without.',
    words: ({ runtime, isLast, detail }) => ({
      says:
        isLast === true
          ? `${String(runtime)} is too old: this kubelet learns the cgroup driver from the runtime alone`
          : `${String(runtime)} has no RuntimeConfig: the kubelet goes on with its own cgroupDriver, until 1.38`,
      need,
      have: String(detail),
      remedies: [update],
    }),
  },
  {
    code: 'runtime-version.failed',
    means: 'The runtime fails when it is asked for its configuration.',
    words: ({ runtime, detail }) => ({
      says: `${String(runtime)} fails when it is asked for its configuration`,
      need,
      have: String(detail),
      remedies: [update],
    }),
  },
  {
    code: 'runtime-version.not-connected',
    means: 'No runtime answers that could be asked: kubeadm 1.35 and later says so under this name as well.',
    words: (args) => ({
      says: `no container runtime answers at ${String(args['endpoint'])}`,
      need,
      have: 'no connection; CRI says why',
      remedies: startRemedies(args),
    }),
  },
  {
    code: 'runtime-version.not-told',
    means: 'The runtime could not be asked.',
    words: ({ cause }) => ({
      says: 'could not tell whether the container runtime is new enough',
      need,
      have: String(cause),
    }),
  },
];
