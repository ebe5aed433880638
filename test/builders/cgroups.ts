import { lookedForOptions } from '../../src/catalog/system-validators-needs.ts';
import type { CgroupFacts, CgroupMount, Subsystem, UnifiedRoot } from '../../src/probes/cgroups/facts.ts';
import { known } from '../../src/probes/fact.ts';
import type { KernelConfigFacts } from '../../src/probes/kernel-config/facts.ts';

const usualOptions = ['rw', 'nosuid', 'nodev', 'noexec', 'relatime'];
const v1Controllers = [
  'cpu',
  'cpuacct',
  'cpuset',
  'devices',
  'freezer',
  'memory',
  'pids',
  'hugetlb',
  'blkio',
];

/** /proc/cgroups where every controller is there, bound to v1 hierarchies or not, but for what is named. */
export function subsystems(bound: boolean, off: readonly string[] = []): readonly Subsystem[] {
  return v1Controllers.map((name, at) => ({
    name,
    hierarchy: bound ? at + 1 : 0,
    enabled: !off.includes(name),
  }));
}

const v2Controllers = ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids', 'rdma', 'misc'];

export const unifiedRoot = {
  point: '/sys/fs/cgroup',
  controllers: v2Controllers,
  freezer: true,
  readOnly: false,
} as const satisfies UnifiedRoot;

/** cgroup v2 alone, as systemd mounts it. */
export const unifiedCgroups: CgroupFacts = {
  mounts: [{ point: '/sys/fs/cgroup', type: 'cgroup2', options: usualOptions }],
  memoryDirectory: false,
  subsystems: subsystems(false),
  unified: unifiedRoot,
  kernelArguments: [],
};

export function unifiedWithout(...names: readonly string[]): CgroupFacts {
  const controllers = v2Controllers.filter((name) => !names.includes(name));
  return { ...unifiedCgroups, unified: { ...unifiedRoot, controllers } };
}

const mountsOf = (controllers: readonly string[]): readonly CgroupMount[] => [
  { point: '/sys/fs/cgroup', type: 'tmpfs', options: ['ro', 'mode=755'] },
  ...controllers.map((name) => ({
    point: `/sys/fs/cgroup/${name}`,
    type: 'cgroup',
    options: [...usualOptions, name],
  })),
];

/** cgroup v1, as systemd's legacy mode has it. */
export const legacyCgroups: CgroupFacts = {
  mounts: mountsOf(v1Controllers),
  memoryDirectory: true,
  subsystems: subsystems(true),
  kernelArguments: ['systemd.unified_cgroup_hierarchy=0'],
};

/** cgroup v1 with an empty v2 beside it. */
export const hybridCgroups: CgroupFacts = {
  ...legacyCgroups,
  mounts: [
    ...legacyCgroups.mounts,
    { point: '/sys/fs/cgroup/unified', type: 'cgroup2', options: usualOptions },
  ],
  unified: { point: '/sys/fs/cgroup/unified', controllers: [], freezer: true, readOnly: false },
};

export function legacyWithout(off: readonly string[], unmounted: readonly string[] = []): CgroupFacts {
  return {
    ...legacyCgroups,
    mounts: mountsOf(v1Controllers.filter((name) => !unmounted.includes(name) && !off.includes(name))),
    subsystems: subsystems(true, off),
  };
}

/** A configuration that sets all that is looked for, but for what is named. */
export function kernelConfigOf(
  without: readonly string[] = [],
  overrides: Partial<KernelConfigFacts> = {},
): KernelConfigFacts {
  const names = lookedForOptions.filter((option) => !without.includes(option.slice('CONFIG_'.length)));
  return {
    source: '/boot/config-6.1.0-28-amd64',
    options: Object.fromEntries(names.map((option) => [option, 'y'])),
    kubeadms: { state: 'same' },
    passedOver: [],
    ...overrides,
  };
}

/** The kernel and cgroups of a Debian 12. */
export const systemDefaults = {
  kernelConfig: known(kernelConfigOf()),
  cgroups: known(unifiedCgroups),
} as const;
