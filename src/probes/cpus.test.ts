import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import { cpusProbe, parseCpuList } from './cpus.ts';

const status = (list: string): string => `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${list}\n`;

async function factsOf(files: Readonly<Record<string, string>>) {
  const fact = await cpusProbe.run(fakeHost({ files }), quietSurvey);
  return fact.known ? fact.value : fact.cause.code;
}

describe('parseCpuList', () => {
  it.each([
    ['0', [0]],
    ['0-3,8', [0, 1, 2, 3, 8]],
    ['0-1,4-5', [0, 1, 4, 5]],
    ['', []],
    ['x', []],
  ])('%s', (text, cpus) => {
    expect([...parseCpuList(text)]).toEqual(cpus);
  });

  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string(), (text) => parseCpuList(text).size >= 0));
  });
});

describe('cpusProbe', () => {
  const online = '/sys/devices/system/cpu/online';
  const v2 = { '/sys/fs/cgroup/cgroup.controllers': 'cpu memory\n' };

  it('counts CPUs that are on and allowed', async () => {
    const files = { '/proc/self/status': status('0-63'), [online]: '0-1,3\n' };
    expect(await factsOf(files)).toEqual({ usable: 3, online: 3 });
  });

  it('counts what a bound process may use', async () => {
    const files = { '/proc/self/status': status('2'), [online]: '0-3\n' };
    expect(await factsOf(files)).toEqual({ usable: 1, online: 4 });
  });

  it('takes the least quota of the cgroups around PID 1', async () => {
    const files = {
      ...v2,
      '/proc/self/status': status('0-3'),
      [online]: '0-3',
      '/proc/1/cgroup': '0::/lxc/node/init.scope\n',
      '/sys/fs/cgroup/lxc/node/init.scope/cpu.max': 'max 100000\n',
      '/sys/fs/cgroup/lxc/node/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/lxc/cpu.max': '400000 100000\n',
    };
    const quota = { cpus: 1.5, source: '/sys/fs/cgroup/lxc/node/cpu.max', text: '150000 100000' };
    expect(await factsOf(files)).toEqual({ usable: 4, online: 4, quota });
  });

  it('reads the quota of cgroup v1 with its period', async () => {
    const files = {
      '/proc/self/status': status('0-3'),
      [online]: '0-3',
      '/proc/1/cgroup': '4:cpu,cpuacct:/docker/abc\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '25000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '50000\n',
    };
    const quota = { cpus: 0.5, source: '/sys/fs/cgroup/cpu/cpu.cfs_quota_us', text: '25000' };
    expect(await factsOf(files)).toEqual({ usable: 4, online: 4, quota });
  });

  it('takes -1 of cgroup v1 for no quota', async () => {
    const files = { '/proc/self/status': status('0'), '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n' };
    expect(await factsOf(files)).toEqual({ usable: 1, online: 1 });
  });

  it('cannot tell without /proc', async () => {
    expect(await factsOf({})).toBe('failed');
  });
});
