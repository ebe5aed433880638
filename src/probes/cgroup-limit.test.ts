import { describe, expect, it } from 'vitest';
import { groupOf, upwards } from './cgroup-limit.ts';

describe('groupOf', () => {
  const hybrid = '5:cpu,cpuacct:/a\n4:memory:/b\n1:name=systemd:/c\n0::/d\n';
  it.each([
    ['cpu', '/a'],
    ['memory', '/b'],
    [undefined, '/d'],
    ['pids', '/'],
  ])('%s', (controller, group) => {
    expect(groupOf(hybrid, controller)).toBe(group);
  });
});

describe('upwards', () => {
  it.each([
    ['/', ['']],
    ['/a/b', ['/a/b', '/a', '']],
    ['/../..', ['']],
  ])('%s', (group, paths) => {
    expect(upwards(group)).toEqual(paths);
  });
});
