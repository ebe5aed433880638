import type { Host } from '../../host/host.ts';

/** Without it too, services and root's shells find these. */
const systemDirectories = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

interface PathProgram {
  readonly path: string;
  readonly inUserPath: boolean;
}

/**
 * The first file of a name that may be executed, in the user's PATH and then in the directories of the
 * system, as Go's LookPath takes it. It is only looked at: whether it works, running it must tell.
 */
export async function findInPath(host: Host, name: string): Promise<PathProgram | undefined> {
  const own = (host.env['PATH'] ?? '').split(':').filter((entry) => entry.startsWith('/'));
  const directories = [...new Set([...own, ...systemDirectories])];
  const found = await Promise.all(
    directories.map(async (directory) => {
      const path = `${directory.replace(/\/+$/u, '')}/${name}`;
      const status = await host.status(path);
      if (!status.ok || status.kind !== 'file' || (status.mode & 0o111) === 0) return undefined;
      return (await host.mayRun(path)).ok ? { path, inUserPath: own.includes(directory) } : undefined;
    }),
  );
  return found.find((one) => one !== undefined);
}
