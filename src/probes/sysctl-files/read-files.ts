import type { Host } from '../../host/host.ts';
import type { SysctlFile } from './effective.ts';
import { parseSysctlFile } from './parse.ts';

/** In order of precedence: of two files with one name the first counts alone. */
const directories = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
];
const mostFiles = 256;

/** Files in the order they are read, and what could not be. */
export interface SysctlFileList {
  readonly files: readonly SysctlFile[];
  readonly unread: readonly string[];
}

type FileRead = { readonly file: SysctlFile } | { readonly failed: string } | undefined;

/** The files of sysctl.d(5), sorted by name whatever their directory. */
export async function readSysctlDirectories(host: Host): Promise<SysctlFileList> {
  const listings = await Promise.all(
    directories.map(async (directory) => ({ directory, list: await host.readDir(directory) })),
  );
  const unread = listings.flatMap(({ directory, list }) =>
    list.ok || list.code === 'ENOENT' ? [] : [`${directory}: ${list.code}`],
  );
  const candidates = new Map<string, string[]>();
  for (const { directory, list } of listings) {
    for (const name of list.ok ? list.names : []) {
      if (!name.endsWith('.conf')) continue;
      candidates.set(name, [...(candidates.get(name) ?? []), `${directory}/${name}`]);
    }
  }
  const names = [...candidates.keys()].sort().slice(0, mostFiles);
  const reads = await Promise.all(names.map((name) => readFirst(host, candidates.get(name) ?? [])));
  return merge(reads, unread);
}

/** One file that may not be there. */
export async function readSysctlFile(host: Host, path: string): Promise<SysctlFileList> {
  return merge([await readOne(host, path)], []);
}

function merge(reads: readonly FileRead[], unread: readonly string[]): SysctlFileList {
  return {
    files: reads.flatMap((read) => (read !== undefined && 'file' in read ? [read.file] : [])),
    unread: [
      ...unread,
      ...reads.flatMap((read) => (read !== undefined && 'failed' in read ? [read.failed] : [])),
    ],
  };
}

/** A link that leads nowhere hides nothing; one to /dev/null, or an empty file, hides those behind it. */
async function readFirst(host: Host, paths: readonly string[]): Promise<FileRead> {
  for (const path of paths) {
    const read = await readOne(host, path);
    if (read !== undefined) return read;
  }
  return undefined;
}

async function readOne(host: Host, path: string): Promise<FileRead> {
  const read = await host.readText(path, { maxBytes: 256 * 1024 });
  if (read.ok) return { file: { path, lines: parseSysctlFile(read.text) } };
  if (read.code === 'ENOENT') return undefined;
  // Not a regular file: /dev/null.
  if (read.code === 'ENOTSUP') return { file: { path, lines: [] } };
  return { failed: `${path}: ${read.code}` };
}
