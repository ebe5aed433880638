/** Kernel options that k8s.io/system-validators demands, as data. Names without `CONFIG_`. */

export interface KernelOption {
  readonly name: string;
  /** Tried in this order when the name is not in the configuration. */
  readonly aliases?: readonly string[];
}

const namespaces: readonly KernelOption[] = [
  { name: 'NAMESPACES' },
  { name: 'NET_NS' },
  { name: 'PID_NS' },
  { name: 'IPC_NS' },
  { name: 'UTS_NS' },
];

const rest: readonly KernelOption[] = [
  { name: 'CPUSETS' },
  { name: 'MEMCG' },
  { name: 'INET' },
  { name: 'EXT4_FS' },
  { name: 'PROC_FS' },
  { name: 'NETFILTER_XT_TARGET_REDIRECT', aliases: ['IP_NF_TARGET_REDIRECT'] },
  { name: 'NETFILTER_XT_MATCH_COMMENT' },
  { name: 'FAIR_GROUP_SCHED' },
];

const cgroups: readonly KernelOption[] = [{ name: 'CGROUPS' }];

const controllers: readonly KernelOption[] = [
  { name: 'CGROUP_CPUACCT' },
  { name: 'CGROUP_DEVICE' },
  { name: 'CGROUP_FREEZER' },
  { name: 'CGROUP_PIDS' },
  { name: 'CGROUP_SCHED' },
];

/** What one version of the library demands always, and with each version of cgroups alone. */
export interface OptionLists {
  readonly always: readonly KernelOption[];
  readonly v1: readonly KernelOption[];
  readonly v2: readonly KernelOption[];
}

const none: readonly KernelOption[] = [];

/** validators/types_unix.go of the library, by its version. Optional options make no warning: left out. */
export const optionLists = {
  'v1.8.0': { always: [...namespaces, ...cgroups, ...controllers, ...rest], v1: none, v2: none },
  'v1.9.1': {
    always: [...namespaces, ...cgroups, { name: 'CGROUP_BPF' }, ...controllers, ...rest],
    v1: none,
    v2: none,
  },
  'v1.9.2': { always: [...namespaces, ...cgroups, ...rest], v1: none, v2: none },
  'v1.11.1': {
    always: [...namespaces, ...rest],
    v1: [...cgroups, ...controllers],
    v2: [...cgroups, { name: 'CGROUP_BPF' }, { name: 'CGROUP_PIDS' }, { name: 'CGROUP_SCHED' }],
  },
} as const satisfies Readonly<Record<string, OptionLists>>;
