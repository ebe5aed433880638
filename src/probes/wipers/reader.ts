import type { Host } from '../../host/host.ts';

const cap = { maxBytes: 256 * 1024 } as const;

/** Reads files of a host, and keeps in mind which are there and could not be read. */
export interface Reader {
  /** '' when there is no such file. */
  text(path: string): Promise<string>;
  /** Regular and linked files of a directory, by name; none when there is no such directory. */
  files(directory: string, most?: number): Promise<readonly string[]>;
  readonly unread: readonly string[];
}

export function createReader(host: Host): Reader {
  const unread: string[] = [];
  return {
    unread,
    async text(path) {
      const read = await host.readText(path, cap);
      if (!read.ok && !isAbsent(read.code)) unread.push(`${path}: ${read.code}`);
      return read.ok ? read.text : '';
    },
    async files(directory, most = 64) {
      const listed = await host.readDir(directory);
      if (!listed.ok && !isAbsent(listed.code)) unread.push(`${directory}: ${listed.code}`);
      const names = listed.ok ? listed.names.filter((name) => !name.startsWith('.')).toSorted() : [];
      return names.slice(0, most).map((name) => `${directory}/${name}`);
    },
  };
}

function isAbsent(code: string): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENOTSUP', 'EISDIR'].includes(code);
}
