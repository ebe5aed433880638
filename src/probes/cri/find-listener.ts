import type { Host } from '../../host/host.ts';

/** The search reads a link for each open file of each process: it ends when this is spent. */
const budgetMs = 250;

/**
 * The process that listens at a socket, as `name (pid 1)`: the kernel names the socket's inode in
 * /proc/net/unix, and each process its open files. undefined when it is not found, for which there are
 * good reasons: another user's process, another network or process namespace.
 */
export async function findListener(host: Host, path: string): Promise<string | undefined> {
  const table = await host.readText('/proc/net/unix');
  const inode = table.ok ? listeningInode(table.text, path) : undefined;
  if (inode === undefined) return undefined;
  const processes = await host.readDir('/proc');
  const pids = processes.ok ? processes.names.filter((name) => /^\d+$/u.test(name)) : [];
  const end = host.now() + budgetMs;
  for (const pid of pids) {
    if (host.now() > end) return undefined;
    if (await holds(host, pid, `socket:[${inode}]`)) return nameOf(host, pid);
  }
  return undefined;
}

/** Flag 00010000 marks a listening socket (include/uapi/linux/net.h, __SO_ACCEPTCON). */
export function listeningInode(table: string, path: string): string | undefined {
  // /var/run is a link to /run almost everywhere; the kernel keeps the name that was bound.
  const names = new Set([
    path,
    path.replace(/^\/var\/run\//u, '/run/'),
    path.replace(/^\/run\//u, '/var/run/'),
  ]);
  for (const line of table.split('\n')) {
    const [, flags, inode, name] = /^\S+: \S+ \S+ (\S+) \S+ \S+ +(\d+) (.+)$/u.exec(line) ?? [];
    if (flags === '00010000' && name !== undefined && names.has(name)) return inode;
  }
  return undefined;
}

async function holds(host: Host, pid: string, socket: string): Promise<boolean> {
  const files = await host.readDir(`/proc/${pid}/fd`);
  if (!files.ok) return false;
  const links = await Promise.all(files.names.map((name) => host.readLink(`/proc/${pid}/fd/${name}`)));
  return links.some((link) => link.ok && link.target === socket);
}

async function nameOf(host: Host, pid: string): Promise<string> {
  const comm = await host.readText(`/proc/${pid}/comm`);
  return `${comm.ok ? comm.text.trim() : 'a process'} (pid ${pid})`;
}
