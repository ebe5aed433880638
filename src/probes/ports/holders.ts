import type { Host } from '../../host/host.ts';

/** The search reads a link for each open file of each process: it ends when this is spent. Milliseconds. */
const budgetMs = 1000;
const atOnce = 16;

/** Of the kernel's own sockets, of tunnels for one: no process has them. */
const ofKernel = '0';

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
  const wanted = new Set([...inodes].filter((inode) => inode !== ofKernel));
  const processes = wanted.size === 0 ? undefined : await host.readDir('/proc');
  const names = processes?.ok === true ? processes.names.filter((name) => /^\d+$/u.test(name)) : [];
  // A socket that was handed on is the first process's: it made the others.
  const pids = names.map(Number).toSorted((a, b) => a - b);
  const end = host.now() + budgetMs;
  for (let first = 0; first < pids.length; first += atOnce) {
    if (host.now() > end || found.size === wanted.size) break;
    const held = await Promise.all(
      pids.slice(first, first + atOnce).map((pid) => holdsOf(host, pid, wanted)),
    );
    for (const [inode, process] of held.flat()) if (!found.has(inode)) found.set(inode, process);
  }
  return found;
}

async function holdsOf(
  host: Host,
  pid: number,
  wanted: ReadonlySet<string>,
): Promise<readonly (readonly [inode: string, process: Process])[]> {
  const sockets = (await socketsOf(host, pid)).filter((inode) => wanted.has(inode));
  const name = sockets.length === 0 ? '' : await nameOf(host, pid);
  return sockets.map((inode) => [inode, { pid, name }]);
}

/** Programs run by Node 24 bear the name of its thread: then the executable says more. */
async function nameOf(host: Host, pid: number): Promise<string> {
  const comm = await host.readText(`/proc/${pid}/comm`);
  const name = comm.ok ? comm.text.trim() : '';
  if (name !== 'MainThread') return name;
  const program = await host.readLink(`/proc/${pid}/exe`);
  return (program.ok ? program.target.split('/').at(-1) : undefined) ?? name;
}

async function socketsOf(host: Host, pid: number): Promise<readonly string[]> {
  const files = await host.readDir(`/proc/${pid}/fd`);
  if (!files.ok) return [];
  const links = await Promise.all(files.names.map((name) => host.readLink(`/proc/${pid}/fd/${name}`)));
  return links.flatMap((link) => (link.ok ? (/^socket:\[(\d+)\]$/u.exec(link.target)?.[1] ?? []) : []));
}
