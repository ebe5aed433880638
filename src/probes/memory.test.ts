import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../test/fakes/quiet-survey.ts';
import type { Host } from '../host/host.ts';
import { memoryProbe } from './memory.ts';

const meminfo = 'MemTotal:        2014208 kB\nMemFree:          100000 kB\nMemAvailable:    1500000 kB\n';

async function factsOf(host: Host) {
  const fact = await memoryProbe.run(host, quietSurvey);
  return fact.known ? fact.value : fact.cause.detail;
}

const hostWith = (files: Readonly<Record<string, string>>) =>
  fakeHost({ files: { '/proc/meminfo': meminfo, ...files } });

describe('memoryProbe', () => {
  it('reads total and available', async () => {
    expect(await factsOf(hostWith({}))).toEqual({ totalKiB: 2_014_208, availableKiB: 1_500_000 });
  });

  it('takes the least limit of cgroup v2', async () => {
    const facts = await factsOf(
      hostWith({
        '/sys/fs/cgroup/cgroup.controllers': 'memory',
        '/proc/1/cgroup': '0::/node\n',
        '/sys/fs/cgroup/node/memory.max': '1073741824\n',
        '/sys/fs/cgroup/memory.max': 'max\n',
      }),
    );
    expect(facts).toHaveProperty('limit', { kib: 1_048_576, source: '/sys/fs/cgroup/node/memory.max' });
  });

  it('takes the huge number of cgroup v1 for no limit', async () => {
    const facts = await factsOf(
      hostWith({ '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n' }),
    );
    expect(facts).not.toHaveProperty('limit');
  });

  it('asks the allocator where lxcfs lies over /proc/meminfo', async () => {
    const plain = hostWith({
      '/proc/zoneinfo': 'Node 0, zone DMA32\n        managed  1000\n        managed  2000000\n',
    });
    const host: Host = {
      ...plain,
      status: async (path) => {
        const status = await plain.status('/proc/meminfo');
        return { ...status, identity: path === '/proc/meminfo' ? '52:9' : '21:7' };
      },
    };
    expect(await factsOf(host)).toHaveProperty('machineKiB', 8_004_000);
  });

  it('cannot tell without /proc/meminfo, or of another file', async () => {
    expect(await factsOf(fakeHost())).toBe('/proc/meminfo: ENOENT');
    expect(await factsOf(fakeHost({ files: { '/proc/meminfo': 'x' } }))).toContain('no line MemTotal');
  });
});
