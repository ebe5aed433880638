import type { Host } from '../host/host.ts';
import { readMachineLimits } from './cgroup-limit.ts';
import { known, unknown } from './fact.ts';
import type { Probe } from './probe.ts';

export interface MemoryFacts {
  /** MemTotal, which is what sysinfo(2) tells kubeadm. */
  readonly totalKiB: number;
  /** MemAvailable. */
  readonly availableKiB?: number;
  /**
   * Something (lxcfs) lies over /proc/meminfo: its numbers are those of a container, while sysinfo(2)
   * tells the machine's. At least so much the machine has; absent: nothing lies there.
   */
  readonly machineKiB?: number;
  /** What a cgroup around the whole machine leaves it, which kubeadm does not see; absent: no limit. */
  readonly limit?: { readonly kib: number; readonly source: string };
}

const meminfo = '/proc/meminfo';

export const memoryProbe: Probe<'memory'> = {
  name: 'memory',
  deadlineMs: 2500,
  async run(host, { onlyKubeadms }) {
    const [read, limit] = await Promise.all([
      host.readText(meminfo, { maxBytes: 64 * 1024 }),
      onlyKubeadms === true ? undefined : readLimit(host),
    ]);
    if (!read.ok) return unknown('failed', `${meminfo}: ${read.code}`);
    const totalKiB = kibOf(read.text, 'MemTotal');
    if (totalKiB === undefined) return unknown('failed', `${meminfo} has no line MemTotal`);
    const availableKiB = kibOf(read.text, 'MemAvailable');
    const machineKiB = (await isCovered(host)) ? await readZones(host) : undefined;
    return known({
      totalKiB,
      ...(availableKiB === undefined ? {} : { availableKiB }),
      ...(machineKiB === undefined ? {} : { machineKiB: Math.max(totalKiB, machineKiB) }),
      ...(limit === undefined || limit.kib >= totalKiB ? {} : { limit }),
    });
  },
};

function kibOf(text: string, name: string): number | undefined {
  const number = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'mu').exec(text)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Another file system than proc's shows there. */
async function isCovered(host: Host): Promise<boolean> {
  const [own, other] = await Promise.all([host.status(meminfo), host.status('/proc/version')]);
  return own.ok && other.ok && own.identity.split(':')[0] !== other.identity.split(':')[0];
}

/** Pages that the allocator has, of 4 KiB or more: never more than sysinfo(2) tells. */
async function readZones(host: Host): Promise<number> {
  const read = await host.readText('/proc/zoneinfo', { maxBytes: 4 * 1024 * 1024 });
  let pages = 0;
  for (const [, count] of (read.ok ? read.text : '').matchAll(/^\s+managed\s+(\d+)$/gmu))
    pages += Number(count);
  return pages * 4;
}

/** The least of the limits. `max`, or in v1 a number near 2^63, is none. */
async function readLimit(host: Host): Promise<MemoryFacts['limit']> {
  const files = await readMachineLimits(host, 'memory', { v2: 'memory.max', v1: 'memory.limit_in_bytes' });
  let least: MemoryFacts['limit'];
  for (const { path, text } of files) {
    if (!/^\d+$/u.test(text)) continue;
    const kib = Math.floor(Number(text) / 1024);
    if (kib < (least?.kib ?? Infinity)) least = { kib, source: path };
  }
  return least;
}
