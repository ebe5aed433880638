import { sysctlRoot, watchedKeys } from '../../catalog/sysctls.ts';
import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import { isReadOnly, type Mount, parseMounts } from '../netfilter/conntrack.ts';
import type { Probe } from '../probe.ts';
import type { SysctlValue } from './facts.ts';
import { readIpv6Interfaces } from './ipv6-interfaces.ts';

/** The sysctls that Kubernetes wants, as they are now. */
export const sysctlsProbe: Probe<'sysctls'> = {
  name: 'sysctls',
  deadlineMs: 2500,
  async run(host) {
    const mountinfo = host.readText('/proc/self/mountinfo', { maxBytes: 2 * 1024 * 1024 });
    const mounts = mountinfo.then((read) => parseMounts(read.ok ? read.text : ''));
    const [entries, ipv6Interfaces] = await Promise.all([
      Promise.all(watchedKeys.map(async (key) => [key, await readSysctl(host, key, mounts)] as const)),
      readIpv6Interfaces(host),
    ]);
    return known({ values: Object.fromEntries(entries), ipv6Interfaces });
  },
};

async function readSysctl(host: Host, key: string, mounts: Promise<readonly Mount[]>): Promise<SysctlValue> {
  const path = `${sysctlRoot}${key}`;
  const [read, status] = await Promise.all([host.readText(path, { maxBytes: 256 }), host.status(path)]);
  if (!read.ok && read.code === 'ENOENT') return { state: 'absent' };
  if (!read.ok) return { state: 'unread', code: read.code };
  const mayWrite = status.ok && (status.mode & 0o200) !== 0;
  return { state: 'read', text: read.text, writable: mayWrite && isReadOnly(await mounts, path) !== true };
}
