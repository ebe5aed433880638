import { isAtLeast } from './release.ts';
import { type OptionLists, optionLists } from './system-validators-options.ts';

/** What one version of k8s.io/system-validators checks: kubeadm's SystemVerification. */
export interface SystemValidators {
  readonly version: string;
  /** Patterns on `uname -r`; one must match. */
  readonly kernels: readonly RegExp[];
  readonly otherKernels: 'error' | 'warning';
  /** The kernels that it takes, in words. */
  readonly kernelWords: string;
  readonly options: OptionLists;
  /** How it tells cgroup v1 from v2: by what /sys/fs/cgroup is, or by the lines of /proc/mounts. */
  readonly cgroupVersionBy: 'file-system' | 'mounts';
  /** v2: whether the freezer is taken for granted, or tried by making a cgroup. */
  readonly freezer: 'assumed' | 'tried';
  /** What it says of cgroup v1; `by-kubelet`: an error with a kubelet from 1.35 on, else a warning. */
  readonly cgroupV1: 'nothing' | 'warning' | 'by-kubelet';
}

/** validators/types_unix.go: the same in every version that a release from 1.28 on uses. */
export const validatedControllers = {
  v1: {
    required: ['cpu', 'cpuacct', 'cpuset', 'devices', 'freezer', 'memory', 'pids'],
    optional: ['hugetlb', 'blkio'],
  },
  v2: { required: ['cpu', 'cpuset', 'devices', 'freezer', 'memory', 'pids'], optional: ['hugetlb', 'io'] },
} as const;

/** The kubelet from which on cgroup v1 is refused (system-validators#61, kubernetes#134298). */
export const cgroupV1Refused = '1.35';

const v1_8_0: SystemValidators = {
  version: 'v1.8.0',
  kernels: [/^3\.[1-9][0-9].*$/u, /^([4-9]|[1-9][0-9]+)\.([0-9]+)\.([0-9]+).*$/u],
  otherKernels: 'error',
  kernelWords: '3.10 or later',
  options: optionLists['v1.8.0'],
  cgroupVersionBy: 'file-system',
  freezer: 'assumed',
  cgroupV1: 'nothing',
};

const v1_9_1: SystemValidators = {
  ...v1_8_0,
  version: 'v1.9.1',
  kernels: [/^4\.19.*$/u, /^4\.[2-9][0-9].*$/u, /^([5-9]|[1-9][0-9]+)\.([0-9]+)\.([0-9]+).*$/u],
  kernelWords: '4.19 or later',
  options: optionLists['v1.9.1'],
  cgroupVersionBy: 'mounts',
  freezer: 'tried',
  cgroupV1: 'warning',
};

const v1_9_2: SystemValidators = { ...v1_9_1, version: 'v1.9.2', options: optionLists['v1.9.2'] };

const v1_10_1: SystemValidators = {
  ...v1_9_1,
  version: 'v1.10.1',
  kernels: [/^5\.4.*$/u, /^5\.10.*$/u, /^5\.15.*$/u, /^([6-9]|[1-9][0-9]+)\.([0-9]+)\.([0-9]+).*$/u],
  otherKernels: 'warning',
  kernelWords: '5.4, 5.10, 5.15, or 6.0 or later',
};

const v1_10_2: SystemValidators = { ...v1_10_1, version: 'v1.10.2', options: optionLists['v1.9.2'] };

const v1_12_1: SystemValidators = {
  ...v1_10_1,
  version: 'v1.12.1',
  options: optionLists['v1.11.1'],
  cgroupV1: 'by-kubelet',
};

/**
 * The first kubeadm of each: kubernetes#128149 and #128533 (1.32), #131919 (1.34), #134744 (1.35). The
 * branches 1.32–1.34 got #134090, #134086 and #134087 after the patches of September 2025, so that those
 * of November are the first to have them.
 */
const rows: readonly (readonly [string, SystemValidators])[] = [
  ['1.28', v1_8_0],
  ['1.32', v1_9_1],
  ['1.32.10', v1_9_2],
  ['1.33', v1_9_1],
  ['1.33.6', v1_9_2],
  ['1.34', v1_10_1],
  ['1.34.2', v1_10_2],
  ['1.35', v1_12_1],
];

/** The validators that a kubeadm release was built with. @param release with or without `v` */
export function systemValidatorsOf(release: string): SystemValidators {
  return rows.findLast(([from]) => isAtLeast(release, from))?.[1] ?? v1_8_0;
}
