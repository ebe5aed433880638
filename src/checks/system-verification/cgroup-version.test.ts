import { describe, expect, it } from 'vitest';
import { hybridCgroups, legacyCgroups, unifiedCgroups } from '../../../test/builders/cgroups.ts';
import type { CgroupFacts } from '../../probes/cgroups/facts.ts';
import { cgroupVersion, isHybrid, versionByFileSystem, versionByMounts } from './cgroup-version.ts';

const mount = (point: string, type: string) => ({ point, type, options: ['rw'] });
const only = (...mounts: CgroupFacts['mounts']): CgroupFacts => ({
  mounts,
  memoryDirectory: false,
  kernelArguments: [],
});

const situations = [
  ['v2', unifiedCgroups, 2, 2, 2],
  ['v1', legacyCgroups, 1, 1, 1],
  ['hybrid', hybridCgroups, 1, 1, 1],
  ['nothing', only(), 'none', 1, 'none'],
  ['v2 elsewhere', only(mount('/cgroup2', 'cgroup2')), 'none', 1, 2],
  ['v1 elsewhere', only(mount('/dev/cpuctl', 'cgroup')), 1, 1, 1],
  ['an empty tmpfs', only(mount('/sys/fs/cgroup', 'tmpfs')), 'none', 1, 2],
  [
    'v2 mounted over a tmpfs',
    only(mount('/sys/fs/cgroup', 'tmpfs'), mount('/sys/fs/cgroup', 'cgroup2')),
    2,
    2,
    2,
  ],
  ['v1 before v2 elsewhere', only(mount('/a', 'cgroup'), mount('/b', 'cgroup2')), 1, 1, 2],
] as const;

describe('cgroupVersion', () => {
  it.each(situations)('%s', (_, facts, seen) => {
    expect(cgroupVersion(facts)).toBe(seen);
  });
});

describe('versionByFileSystem', () => {
  it.each(situations)('%s', (_, facts, _seen, expected) => {
    expect(versionByFileSystem(facts).version).toBe(expected);
  });
});

describe('versionByMounts', () => {
  it.each(situations)('%s', (_, facts, _seen, _old, expected) => {
    expect(versionByMounts(facts).version).toBe(expected);
  });

  it('looks where the first mount of v2 lies', () => {
    expect(versionByMounts(only(mount('/cgroup2', 'cgroup2'))).point).toBe('/cgroup2');
  });
});

describe('isHybrid', () => {
  it('is v1 with v2 beside it, and nothing else', () => {
    expect([unifiedCgroups, legacyCgroups, hybridCgroups].map(isHybrid)).toEqual([false, false, true]);
  });
});
