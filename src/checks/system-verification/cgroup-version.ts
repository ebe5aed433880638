import type { CgroupFacts } from '../../probes/cgroups/facts.ts';

const usualPoint = '/sys/fs/cgroup';

export type CgroupVersion = 1 | 2 | 'none';

/**
 * What the kubelet and runtimes find: v2 if /sys/fs/cgroup itself is its file system
 * (opencontainers/cgroups utils.go, IsCgroup2UnifiedMode); v1 if controllers are mounted otherwise.
 */
export function cgroupVersion({ mounts }: CgroupFacts): CgroupVersion {
  const top = mounts.findLast(({ point }) => point === usualPoint);
  if (top?.type === 'cgroup2') return 2;
  return mounts.some(({ type }) => type === 'cgroup') ? 1 : 'none';
}

/** v1 with the tree of v2 beside it, as systemd's hybrid mode has it. */
export function isHybrid(facts: CgroupFacts): boolean {
  return cgroupVersion(facts) === 1 && facts.mounts.some(({ type }) => type === 'cgroup2');
}

export interface ValidatedCgroups {
  readonly version: CgroupVersion;
  readonly point: string;
}

/** How system-validators until v1.9.0 tells: by the file system on /sys/fs/cgroup. */
export function versionByFileSystem({ mounts }: CgroupFacts): ValidatedCgroups {
  const top = mounts.findLast(({ point }) => point === usualPoint);
  return { version: top?.type === 'cgroup2' ? 2 : 1, point: usualPoint };
}

/**
 * How it tells from v1.9.1 on: a line for /sys/fs/cgroup decides where it comes first, tmpfs counting as
 * v2 unless the controller `memory` has a directory there; else the first mount of v2, else of v1.
 */
export function versionByMounts({ mounts, memoryDirectory }: CgroupFacts): ValidatedCgroups {
  const deciding = mounts.find(({ point, type }) => point === usualPoint || type === 'cgroup2');
  if (deciding?.point === usualPoint) {
    const isV2 = deciding.type === 'tmpfs' ? !memoryDirectory : deciding.type === 'cgroup2';
    return { version: isV2 ? 2 : 1, point: usualPoint };
  }
  if (deciding !== undefined) return { version: 2, point: deciding.point };
  const first = mounts.find(({ type }) => type === 'cgroup');
  return first === undefined ? { version: 'none', point: '' } : { version: 1, point: first.point };
}
