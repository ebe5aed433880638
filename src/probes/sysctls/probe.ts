import { kubeadmKeys, sysctlRoot, watchedKeys } from '../../catalog/sysctls.ts';
import type { Host } from '../../host/host.ts';
import { known, unknown } from '../fact.ts';
import { isReadOnly, parseMounts } from '../netfilter/conntrack.ts';
import type { Probe } from '../probe.ts';
import type { SysctlFacts, SysctlValue } from './facts.ts';
import { readIpv6Interfaces } from './ipv6-interfaces.ts';

/** The sysctls that Kubernetes wants, as they are now. */
export const sysctlsProbe: Probe<'sysctls'> = {
  name: 'sysctls',
  deadlineMs: 2500,
  async run(host, { onlyKubeadms }) {
    if (host.image !== undefined && !(await seesNetworkOfMachine(host)))
      return unknown('not-running', 'what is seen here is the network of this container, not of the node');
    if (onlyKubeadms === true)
      return known({ values: await readValues(host, kubeadmKeys, notAsked), ipv6Interfaces: [] });
    const mountinfo = host.readText('/proc/self/mountinfo', { maxBytes: 2 * 1024 * 1024 });
    const mounts = mountinfo.then((read) => parseMounts(read.ok ? read.text : ''));
    const mayWrite: MayWrite = async (path) => {
      // Where a container sees its host, mounts are those of the container.
      if (host.image !== undefined) return true;
      const [status, table] = await Promise.all([host.status(path), mounts]);
      return status.ok && (status.mode & 0o200) !== 0 && isReadOnly(table, path) !== true;
    };
    const [values, ipv6Interfaces] = await Promise.all([
      readValues(host, watchedKeys, mayWrite),
      readIpv6Interfaces(host),
    ]);
    return known({ values, ipv6Interfaces });
  },
};

/**
 * /proc/sys/net shows the network namespace of the reader. Of the first one alone has it this file
 * (net/core/sysctl_net_core.c, net_core_table).
 */
async function seesNetworkOfMachine(host: Host): Promise<boolean> {
  const ofFirst = await host.status('/proc/sys/net/core/netdev_max_backlog');
  return ofFirst.ok;
}

type MayWrite = (path: string) => Promise<boolean>;

/** kubeadm only reads. */
const notAsked: MayWrite = () => Promise.resolve(true);

async function readValues(
  host: Host,
  keys: readonly string[],
  mayWrite: MayWrite,
): Promise<SysctlFacts['values']> {
  const entries = keys.map(
    async (key) => [key, await readSysctl(host, `${sysctlRoot}${key}`, mayWrite)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function readSysctl(host: Host, path: string, mayWrite: MayWrite): Promise<SysctlValue> {
  const [read, writable] = await Promise.all([host.readText(path, { maxBytes: 256 }), mayWrite(path)]);
  if (read.ok) return { state: 'read', text: read.text, writable };
  return read.code === 'ENOENT' ? { state: 'absent' } : { state: 'unread', code: read.code };
}
