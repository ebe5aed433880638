import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeHost } from '../../../test/fakes/fake-host.ts';
import { quietSurvey } from '../../../test/fakes/quiet-survey.ts';
import { parseSwaps, swapProbe } from './probe.ts';

const header = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';

async function factsOf(options: Parameters<typeof fakeHost>[0]) {
  const fact = await swapProbe.run(fakeHost(options), quietSurvey);
  return fact.known ? fact.value : fact.cause.detail;
}

describe('parseSwaps', () => {
  it('tells partitions, files and zram apart', () => {
    const text = `${header}/dev/sdb1                               partition\t1048572\t\t0\t\t-2
/my\\040swap                             file\t\t2097148\t\t512\t\t-3
/dev/zram0                              partition\t8388604\t\t0\t\t100
/old\\040(deleted)                       file\t\t4\t\t0\t\t-4
`;
    expect(parseSwaps(text)).toEqual([
      { name: '/dev/sdb1', kind: 'partition', sizeKiB: 1_048_572 },
      { name: '/my swap', kind: 'file', sizeKiB: 2_097_148 },
      { name: '/dev/zram0', kind: 'zram', sizeKiB: 8_388_604 },
      { name: '/old (deleted)', kind: 'file', sizeKiB: 4 },
    ]);
  });

  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string(), (text) => parseSwaps(text).length >= 0));
  });
});

describe('swapProbe', () => {
  it('goes by the number of lines, as kubeadm does', async () => {
    expect(await factsOf({ files: { '/proc/swaps': header } })).toMatchObject({ on: false, lines: [] });
    expect(await factsOf({ files: { '/proc/swaps': `${header}something else\n` } })).toMatchObject({
      on: true,
      devices: [],
      lines: ['something else'],
    });
  });

  it('takes a kernel without swap for off', async () => {
    expect(await factsOf({ dirs: ['/proc/self'] })).toEqual({
      on: false,
      devices: [],
      lines: [],
      unified: false,
    });
  });

  it('cannot tell where /proc is not mounted', async () => {
    expect(await factsOf({})).toBe('/proc/swaps: ENOENT');
  });

  it('tells cgroup v2', async () => {
    const files = { '/proc/swaps': header, '/sys/fs/cgroup/cgroup.controllers': 'memory\n' };
    expect(await factsOf({ files })).toMatchObject({ unified: true });
  });

  it('cannot tell where it may not read', async () => {
    expect(await factsOf({ files: { '/proc/swaps': { error: 'EACCES' } } })).toBe('/proc/swaps: EACCES');
  });
});
