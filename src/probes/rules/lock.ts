import type { Host } from '../../host/host.ts';
import type { LockFact, LockHolder } from './facts.ts';

const path = '/run/xtables.lock';

/** Who holds the lock that iptables-legacy takes for every change. */
export async function readLock(host: Host): Promise<LockFact> {
  const status = await host.status(path);
  if (!status.ok) return { path, kind: 'absent', holders: [] };
  if (status.kind !== 'file') return { path, kind: 'other', holders: [] };
  const locks = await host.readText('/proc/locks');
  const holders = locks.ok ? await holdersOf(host, locks.text, status.identity) : [];
  return { path, kind: 'file', holders };
}

/** `1: FLOCK  ADVISORY  WRITE 5576 fe:00:2146522 0 EOF`; lines with `->` only wait. */
async function holdersOf(host: Host, locks: string, identity: string): Promise<readonly LockHolder[]> {
  const inode = identity.split(':').at(-1) ?? '';
  const pids = locks.split('\n').flatMap((line) => {
    const [, pid, place] = /^\d+: \S+ +\S+ +\S+ +(\d+) (\S+) /u.exec(line) ?? [];
    return pid !== undefined && place?.split(':').at(-1) === inode ? [Number(pid)] : [];
  });
  return Promise.all(
    [...new Set(pids)].map(async (pid) => {
      const comm = await host.readText(`/proc/${pid}/comm`);
      return { pid, name: comm.ok ? comm.text.trim() : '' };
    }),
  );
}
