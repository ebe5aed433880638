import type { Host } from '../../host/host.ts';
import { unitDirectories } from './unit-directories.ts';

/** Where `systemctl enable` puts its links, and what it says of them. */
const enablements = [
  ['/etc/systemd/system', 'enabled'],
  ['/run/systemd/system', 'enabled-runtime'],
] as const;

/** Names in the directories of units: a dozen calls, however many units are looked at. */
export interface UnitListing {
  /** The first directory that has this name; undefined: none. */
  directoryOf(name: string): string | undefined;
  /** `enabled` or `enabled-runtime`, when some target wants the unit. */
  wanted(name: string): string | undefined;
}

export async function listUnits(host: Host): Promise<UnitListing> {
  const directories = await Promise.all(
    unitDirectories.map(async (path) => ({ path, names: await namesIn(host, path) })),
  );
  const wants = enablements.flatMap(([path, state]) => {
    const names = directories.find((directory) => directory.path === path)?.names ?? new Set<string>();
    const folders = [...names].filter((name) => /\.(?:wants|requires|upholds)$/u.test(name));
    return folders.map((name) => ({ path: `${path}/${name}`, state }));
  });
  const links = await Promise.all(
    wants.map(async ({ path, state }) => ({ state, names: await namesIn(host, path) })),
  );
  return {
    directoryOf: (name) => directories.find(({ names }) => names.has(name))?.path,
    wanted: (name) => links.find(({ names }) => names.has(name))?.state,
  };
}

async function namesIn(host: Host, path: string): Promise<ReadonlySet<string>> {
  const listed = await host.readDir(path);
  return new Set(listed.ok ? listed.names : []);
}
