import type { Host } from '../../host/host.ts';

/** Where programs of a system lie; a user without sbin in the PATH still has them. */
export const systemDirectories = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
] as const;

interface Directory {
  readonly path: string;
  readonly inUserPath: boolean;
  /** undefined: it cannot be listed, so each name is looked for by itself. */
  readonly names: ReadonlySet<string> | undefined;
  /** errno: nothing can be said of what lies in it. */
  readonly code?: string;
}

export interface Place {
  readonly path: string;
  readonly inUserPath: boolean;
}

export interface Search {
  /** Every directory of the order, as written. */
  readonly searched: readonly string[];
  /** Paths of this name, in the order of the search. */
  places(name: string): Promise<readonly Place[]>;
  /** A system directory that could not be looked into: path and errno. */
  readonly hidden: readonly string[];
}

/**
 * Lists each directory once: a handful of calls instead of one for each name in each directory.
 * Two names of one directory (/sbin and /usr/sbin) count once.
 */
export async function searchDirectories(host: Host): Promise<Search> {
  const user = userPath(host);
  const searched = [...new Set([...user, ...systemDirectories])];
  const statuses = await Promise.all(searched.map((path) => host.status(path)));
  const seen = new Set<string>();
  const hidden: string[] = [];
  const unique = searched.filter((path, index) => {
    const status = statuses[index];
    if (status === undefined) return false;
    if (!status.ok) {
      if (isSystem(path) && !isMissing(status.code)) hidden.push(`${path}: ${status.code}`);
      return false;
    }
    if (seen.has(status.identity)) return false;
    seen.add(status.identity);
    return status.kind === 'directory';
  });
  const listings = await Promise.all(unique.map((path) => list(host, path, user)));
  for (const { path, code } of listings) {
    if (code !== undefined && isSystem(path)) hidden.push(`${path}: ${code}`);
  }
  const directories = listings.filter((listing) => listing.code === undefined);
  return { searched, hidden, places: (name) => placesOf(host, directories, name) };
}

/** Relative entries (and the empty one, which means the working directory) are nobody's system path. */
function userPath(host: Host): readonly string[] {
  const entries = (host.env['PATH'] ?? '').split(':').filter((entry) => entry.startsWith('/'));
  return [...new Set(entries.map((entry) => entry.replace(/(?<=.)\/+$/, '')))];
}

/** A directory may be open to look-ups though not to listing (mode 0711); one that fails is left alone. */
async function list(host: Host, path: string, user: readonly string[]): Promise<Directory> {
  const inUserPath = user.includes(path);
  const listed = await host.readDir(path);
  if (listed.ok) return { path, inUserPath, names: listed.truncated ? undefined : new Set(listed.names) };
  return { path, inUserPath, names: undefined, ...(listed.code === 'EACCES' ? {} : { code: listed.code }) };
}

async function placesOf(
  host: Host,
  directories: readonly Directory[],
  name: string,
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const { path: directory, inUserPath, names } of directories) {
    const path = `${directory === '/' ? '' : directory}/${name}`;
    const there = names === undefined ? (await host.linkStatus(path)).ok : names.has(name);
    if (there) places.push({ path, inUserPath });
  }
  return places;
}

function isSystem(path: string): boolean {
  return systemDirectories.some((directory) => directory === path);
}

function isMissing(code: string): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR';
}
