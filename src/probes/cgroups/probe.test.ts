import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost, type FakeHostOptions } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { cgroupArguments, parseCgroupMounts, parseSubsystems } from './parse.ts';
import { cgroupsProbe } from './probe.ts';

const v2Line = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime,nsdelegate 0 0\n';

const look = async (options: FakeHostOptions) => {
  const fact = await cgroupsProbe.run(fakeHost(options), quietSurvey);
  return fact.known ? fact.value : fact.cause;
};

const v2: Readonly<Record<string, string>> = {
  '/proc/mounts': `sysfs /sys sysfs rw 0 0\n${v2Line}`,
  '/proc/cgroups': '#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t0\t120\t1\n',
  '/proc/cmdline': 'BOOT_IMAGE=/vmlinuz root=/dev/sda1 quiet\n',
  '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory pids\n',
};

describe('cgroupsProbe', () => {
  it('reads v2, and the freezer from a cgroup that is there', async () => {
    const files = { ...v2, '/sys/fs/cgroup/system.slice/cgroup.freeze': '0\n' };
    expect(await look({ files })).toEqual({
      mounts: [expect.objectContaining({ point: '/sys/fs/cgroup', type: 'cgroup2' })],
      memoryDirectory: false,
      subsystems: [{ name: 'memory', hierarchy: 0, enabled: true }],
      unified: {
        point: '/sys/fs/cgroup',
        controllers: ['cpuset', 'cpu', 'io', 'memory', 'pids'],
        freezer: true,
        readOnly: false,
      },
      kernelArguments: [],
    });
  });

  it.each([
    ['a cgroup without cgroup.freeze', { '/sys/fs/cgroup/init.scope/cgroup.events': 'populated 1\n' }, false],
    ['the root of a container', { '/sys/fs/cgroup/cgroup.freeze': '0\n' }, true],
    ['no cgroup to look at', { '/sys/fs/cgroup/cpu.stat': '' }, undefined],
  ])('knows of the freezer by %s', async (_, files, freezer) => {
    const facts = await look({ files: { ...v2, ...files } });
    expect('unified' in facts ? facts.unified?.freezer : 'none').toBe(freezer);
  });

  it('leaves out what cannot be read', async () => {
    const facts = await look({
      files: {
        '/proc/mounts': v2Line.replace('rw,', 'ro,'),
        '/sys/fs/cgroup/cgroup.controllers': { error: 'EACCES' },
      },
    });
    expect(facts).toEqual({
      mounts: [expect.objectContaining({ type: 'cgroup2' })],
      memoryDirectory: false,
      unified: { point: '/sys/fs/cgroup', readOnly: true },
      kernelArguments: [],
    });
  });

  it('sees v1 by the directory of a controller', async () => {
    const files = { '/proc/mounts': 'cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n' };
    expect(await look({ files, dirs: ['/sys/fs/cgroup/memory'] })).toMatchObject({
      memoryDirectory: true,
      mounts: [{ point: '/sys/fs/cgroup/memory', type: 'cgroup', options: ['rw', 'memory'] }],
    });
  });

  it('takes the mount on /sys/fs/cgroup before another of v2', async () => {
    const files = { ...v2, '/proc/mounts': `cgroup2 /mnt/cg cgroup2 rw 0 0\n${v2Line}` };
    expect(await look({ files })).toMatchObject({ unified: { point: '/sys/fs/cgroup' } });
  });

  it('cannot tell without /proc/mounts', async () => {
    expect(await look({ files: { '/proc/mounts': { error: 'EACCES' } } })).toEqual({
      code: 'failed',
      detail: '/proc/mounts cannot be read: EACCES',
    });
  });
});

describe('cgroupArguments', () => {
  it('picks the words on cgroups', () => {
    const line =
      'quiet cgroup_disable=memory systemd.unified_cgroup_hierarchy=0 cgroup_no_v1=all init=/bin/sh\n';
    expect(cgroupArguments(line)).toEqual([
      'cgroup_disable=memory',
      'systemd.unified_cgroup_hierarchy=0',
      'cgroup_no_v1=all',
    ]);
  });
});

describe('parseSubsystems', () => {
  it('tells a controller that is off from one that is on', () => {
    const text = '#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t0\t1\t0\ncpu\t3\t1\t1\n\nodd line\n';
    expect(parseSubsystems(text)).toEqual([
      { name: 'memory', hierarchy: 0, enabled: false },
      { name: 'cpu', hierarchy: 3, enabled: true },
    ]);
  });

  it('takes any text, as the mounts do', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { name } of parseSubsystems(text)) expect(name).not.toMatch(/\s|^#/u);
        for (const { point, options } of parseCgroupMounts(text)) {
          expect(point).not.toMatch(/\s/u);
          expect(options.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
