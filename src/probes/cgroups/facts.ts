/** A mount that carries cgroups, or that lies on /sys/fs/cgroup. */
export interface CgroupMount {
  readonly point: string;
  /** `cgroup2`, `cgroup`, `tmpfs`, … */
  readonly type: string;
  /** The controllers of a cgroup v1 mount stand among them. */
  readonly options: readonly string[];
}

/** A line of /proc/cgroups. */
export interface Subsystem {
  readonly name: string;
  /** The v1 hierarchy that it is bound to; 0: none, or v2. */
  readonly hierarchy: number;
  readonly enabled: boolean;
}

/** The root of cgroup v2, as this process sees it. */
export interface UnifiedRoot {
  readonly point: string;
  /** `cgroup.controllers`; absent: it cannot be read. */
  readonly controllers?: readonly string[];
  /** Whether an existing cgroup below it has `cgroup.freeze`; absent: there is none to look at. */
  readonly freezer?: boolean;
  readonly readOnly: boolean;
}

export interface CgroupFacts {
  /** In the order of /proc/mounts. */
  readonly mounts: readonly CgroupMount[];
  /** /sys/fs/cgroup/memory is a directory: v1 is mounted there. */
  readonly memoryDirectory: boolean;
  /** Absent: /proc/cgroups cannot be read (kernels without cgroup v1 lack it). */
  readonly subsystems?: readonly Subsystem[];
  readonly unified?: UnifiedRoot;
  /** What the kernel was booted with that bears on cgroups: `cgroup_disable=memory`. */
  readonly kernelArguments: readonly string[];
}
