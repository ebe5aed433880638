import type { Host } from '../../host/host.ts';

/**
 * Whether the kernel has nfnetlink in memory: its own socket of protocol 12 (NETLINK_NETFILTER)
 * then stands in the namespace's table. undefined: it cannot be told.
 * Without it, the first program that opens such a socket makes the kernel load the module.
 */
export async function hasNetfilterSocket(host: Host): Promise<boolean | undefined> {
  const table = await host.readText('/proc/net/netlink');
  if (!table.ok) return undefined;
  return table.text.split('\n').some((line) => /^\S+\s+12\s/.test(line));
}
