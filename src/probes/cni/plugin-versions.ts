import type { Host } from '../../host/host.ts';
import type { CniPlugin } from './facts.ts';

/** Where containerd and CRI-O look for plugins; Debian has its own in /usr/lib/cni. */
const directories = ['/opt/cni/bin', '/usr/lib/cni', '/usr/libexec/cni'];
/** Those that choose between iptables and nftables by themselves from a certain version on. */
const choosing = new Set(['portmap', 'bridge', 'ptp']);

/**
 * The versions of plugins whose configuration leaves the choice to them. Started without CNI_COMMAND a
 * plugin says what it is, and ends (`CNI portmap plugin v1.6.0`; skel.go of libcni).
 */
export async function versionsOf(
  host: Host,
  plugins: readonly CniPlugin[],
): Promise<Readonly<Record<string, string>>> {
  const types = plugins.filter(({ backend }) => backend === undefined).map(({ type }) => type);
  const asked = [...new Set(types)].filter((type) => choosing.has(type));
  const versions = await Promise.all(asked.map((type) => versionOf(host, type)));
  return Object.fromEntries(asked.map((type, index) => [type, versions[index] ?? '']));
}

async function versionOf(host: Host, type: string): Promise<string> {
  for (const directory of directories) {
    const path = `${directory}/${type}`;
    const status = await host.status(path);
    if (!status.ok || status.kind !== 'file') continue;
    const { stdout, stderr } = await host.exec({ argv: [path], deadlineMs: 1500, maxOutput: 4096 });
    return /\bplugin v?(\d+\.\d+\.\d+)/u.exec(`${stderr}\n${stdout}`)?.[1] ?? '';
  }
  return '';
}
