import type { Host } from '../host/host.ts';
import { readMachineLimits } from './cgroup-limit.ts';
import { known, unknown } from './fact.ts';
import type { Probe } from './probe.ts';

export interface CpuFacts {
  /** What Go's runtime.NumCPU counts: CPUs that are on and that this process may use. */
  readonly usable: number;
  /** CPUs of the machine that are on. */
  readonly online: number;
  /** What a cgroup around the whole machine leaves it, which nobody counts; absent: no limit. */
  readonly quota?: { readonly cpus: number; readonly source: string; readonly text: string };
}

const onlinePath = '/sys/devices/system/cpu/online';

export const cpusProbe: Probe<'cpus'> = {
  name: 'cpus',
  deadlineMs: 2500,
  async run(host, { onlyKubeadms }) {
    const [status, online, quota] = await Promise.all([
      host.readText('/proc/self/status', { maxBytes: 64 * 1024 }),
      host.readText(onlinePath, { maxBytes: 4096 }),
      onlyKubeadms === true ? undefined : readQuota(host),
    ]);
    const list = /^Cpus_allowed_list:\s*(\S*)$/mu.exec(status.ok ? status.text : '')?.[1];
    if (list === undefined) return unknown('failed', '/proc/self/status does not tell the CPUs');
    const allowed = parseCpuList(list);
    // The mask may name CPUs that could be plugged in; sched_getaffinity(2) leaves those out.
    const on = online.ok ? parseCpuList(online.text.trim()) : allowed;
    const usable = [...allowed].filter((cpu) => on.has(cpu)).length;
    return known({ usable, online: on.size, ...(quota === undefined ? {} : { quota }) });
  },
};

/** `0-3,8` → 0, 1, 2, 3, 8. */
export function parseCpuList(text: string): ReadonlySet<number> {
  const cpus = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/u.exec(part) ?? [];
    for (let cpu = Number(first); cpu <= Number(last); cpu += 1) cpus.add(cpu);
  }
  return cpus;
}

/** The least of the limits. cpu.max: `200000 100000`, or `max 100000`. */
async function readQuota(host: Host): Promise<CpuFacts['quota']> {
  const files = await readMachineLimits(host, 'cpu', { v2: 'cpu.max', v1: 'cpu.cfs_quota_us' });
  let least: CpuFacts['quota'];
  for (const { path, text } of files) {
    const [quota = '', own] = text.split(' ');
    if (!/^[1-9]\d*$/u.test(quota)) continue;
    const period = Number(own ?? (await readPeriod(host, path)));
    const cpus = Number(quota) / period;
    if (cpus > 0 && Number.isFinite(cpus) && cpus < (least?.cpus ?? Infinity))
      least = { cpus, source: path, text };
  }
  return least;
}

async function readPeriod(host: Host, quotaPath: string): Promise<string> {
  const path = quotaPath.replace(/cfs_quota_us$/u, 'cfs_period_us');
  const read = await host.readText(path, { maxBytes: 64 });
  return read.ok ? read.text.trim() : '100000';
}
