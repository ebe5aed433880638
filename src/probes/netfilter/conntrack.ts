import type { Host } from '../../host/host.ts';
import { type Fact, known, unknown } from '../fact.ts';
import type { ConntrackFact } from './facts.ts';
import type { ModuleEvidence } from './module-evidence.ts';

const directory = '/proc/sys/net/netfilter';
const maxPath = `${directory}/nf_conntrack_max`;
const hashsizePath = '/sys/module/nf_conntrack/parameters/hashsize';

/** What kube-proxy finds when it sets the limits of connection tracking. Nothing is written. */
export async function readConntrack(host: Host, evidence: ModuleEvidence): Promise<Fact<ConntrackFact>> {
  if (host.image !== undefined) return conntrackOfImage(evidence);
  const [status, max, count, hashsize, buckets, mounts] = await Promise.all([
    host.status(maxPath),
    readNumber(host, maxPath),
    readNumber(host, `${directory}/nf_conntrack_count`),
    readNumber(host, hashsizePath),
    readNumber(host, `${directory}/nf_conntrack_buckets`),
    host.readText('/proc/self/mountinfo', { maxBytes: 2 * 1024 * 1024 }),
  ]);
  if (!status.ok && status.code !== 'ENOENT') return unknown('failed', `${maxPath}: ${status.code}`);
  if (!status.ok && !mounts.ok)
    return unknown('failed', `/proc is not mounted, or cannot be read: ${mounts.code}`);
  if (!status.ok) {
    const [module] = await evidence.factsFor([conntrackModule]);
    return known({ sysctlDirectory: false, ...(module === undefined ? {} : { module }) });
  }
  const read = parseMounts(mounts.ok ? mounts.text : '');
  const procReadOnly = isReadOnly(read, maxPath);
  const sysReadOnly = isReadOnly(read, '/sys/module/nf_conntrack/parameters');
  const barrier = barrierOf(status.mode, procReadOnly);
  const size = hashsize ?? buckets;
  return known({
    sysctlDirectory: true,
    ...(max === undefined ? {} : { max }),
    ...(count === undefined ? {} : { count }),
    ...(size === undefined ? {} : { hashsize: size }),
    maxWritable: barrier === undefined,
    ...(barrier === undefined ? {} : { maxBarrier: barrier }),
    ...(sysReadOnly === undefined ? {} : { sysReadOnly }),
    // The kernel takes another hash size only from the first network namespace (nf_conntrack_set_hashsize).
    ...(sysReadOnly !== undefined ? { hashsizeWritable: !sysReadOnly && isFirstNamespace(status.mode) } : {}),
  });
}

const conntrackModule = { module: 'nf_conntrack', option: 'CONFIG_NF_CONNTRACK' };

/** Limits stand in a running kernel; that a kernel has no connection tracking shows in its package. */
async function conntrackOfImage(evidence: ModuleEvidence): Promise<Fact<ConntrackFact>> {
  const [module] = await evidence.factsFor([conntrackModule]);
  if (module?.state === 'absent') return known({ sysctlDirectory: false, module });
  return unknown('not-running', 'the limits stand in the running kernel, and an image does not run');
}

/** Outside the first network namespace the kernel registers the limit as 0444, for root as well. */
function isFirstNamespace(mode: number): boolean {
  return (mode & 0o200) !== 0;
}

function barrierOf(mode: number, readOnly: boolean | undefined): string | undefined {
  if (readOnly === true) return '/proc/sys is mounted read-only';
  return isFirstNamespace(mode) ? undefined : 'this is not the first network namespace of the machine';
}

async function readNumber(host: Host, path: string): Promise<number | undefined> {
  const read = await host.readText(path, { maxBytes: 64 });
  const text = read.ok ? read.text.trim() : '';
  return /^\d+$/u.test(text) ? Number(text) : undefined;
}

export interface Mount {
  readonly point: string;
  readonly readOnly: boolean;
}

/** proc_pid_mountinfo(5): the fifth field is the mount point, the sixth its options. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.split(' ');
    const [point, options] = [fields[4], fields[5]];
    if (point === undefined || options === undefined) return [];
    const superOptions = fields.at(-1) ?? '';
    return [{ point, readOnly: hasRo(options) || hasRo(superOptions) }];
  });
}

function hasRo(options: string): boolean {
  return options.split(',').includes('ro');
}

/** The mount that a path lies in is the last one with the longest point above it. */
export function isReadOnly(mounts: readonly Mount[], path: string): boolean | undefined {
  let best: Mount | undefined;
  for (const mount of mounts) {
    const above = mount.point === '/' || path === mount.point || path.startsWith(`${mount.point}/`);
    if (above && mount.point.length >= (best?.point.length ?? 0)) best = mount;
  }
  return best?.readOnly;
}
