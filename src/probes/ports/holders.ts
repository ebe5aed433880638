import type { Host } from '../../host/host.ts';

/** The search reads a link for each open file of each process: it ends when this is spent. Milliseconds. */
const budgetMs = 250;

export interface Process {
  readonly pid: number;
  readonly name: string;
}

/** The processes that hold these sockets, by inode. What is not found is another's to see. */
export async function holdersOf(
  host: Host,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Process>> {
  const found = new Map<string, Process>();
  const processes = inodes.size === 0 ? undefined : await host.readDir('/proc');
  const pids = processes?.ok === true ? processes.names.filter((name) => /^\d+$/u.test(name)) : [];
  const end = host.now() + budgetMs;
  for (const pid of pids) {
    if (host.now() > end || found.size === inodes.size) break;
    const held = await socketsOf(host, pid);
    const wanted = held.filter((inode) => inodes.has(inode) && !found.has(inode));
    if (wanted.length === 0) continue;
    const name = await nameOf(host, pid);
    for (const inode of wanted) found.set(inode, { pid: Number(pid), name });
  }
  return found;
}

/** Programs run by Node 24 bear the name of its thread: then the executable says more. */
async function nameOf(host: Host, pid: string): Promise<string> {
  const comm = await host.readText(`/proc/${pid}/comm`);
  const name = comm.ok ? comm.text.trim() : '';
  if (name !== 'MainThread') return name;
  const program = await host.readLink(`/proc/${pid}/exe`);
  return (program.ok ? program.target.split('/').at(-1) : undefined) ?? name;
}

async function socketsOf(host: Host, pid: string): Promise<readonly string[]> {
  const files = await host.readDir(`/proc/${pid}/fd`);
  if (!files.ok) return [];
  const links = await Promise.all(files.names.map((name) => host.readLink(`/proc/${pid}/fd/${name}`)));
  return links.flatMap((link) => (link.ok ? (/^socket:\[(\d+)\]$/u.exec(link.target)?.[1] ?? []) : []));
}
