import { dirname, join } from 'node:path/posix';
import type { DirResult, FileStatus, IoFailure, LinkResult } from '../../src/host/host.ts';
import type { FakeHostOptions } from './fake-host.ts';

export interface FakeFile {
  readonly content?: string | Uint8Array;
  /** Default 0o644; 0o755 for what lies in a `bin` or `sbin` directory. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly kind?: FileStatus['kind'];
  /** errno of every attempt to read it: `EACCES`, `EIO`, `ETIMEDOUT`. */
  readonly error?: string;
}

export interface FakeNode {
  readonly kind: FileStatus['kind'];
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly identity: string;
  readonly bytes: Uint8Array;
  readonly target?: string;
  readonly error?: string;
}

/** A file system in memory, with links resolved as the kernel resolves them. */
export class FakeTree {
  readonly #nodes = new Map<string, FakeNode>();

  constructor(options: FakeHostOptions) {
    this.#addDirectory('/', {});
    const { dirs = [], files = {}, links = {} } = options;
    if (Array.isArray(dirs)) for (const path of dirs) this.#addDirectory(path, {});
    else for (const [path, node] of Object.entries(dirs)) this.#addDirectory(path, node);
    for (const [path, target] of Object.entries(links)) this.#add(path, 'link', { mode: 0o777 }, target);
    for (const [path, given] of Object.entries(files)) this.#addFile(path, given);
  }

  #addFile(path: string, given: string | Uint8Array | FakeFile): void {
    const file = typeof given === 'string' || given instanceof Uint8Array ? { content: given } : given;
    const mode = /\/s?bin\/[^/]+$/.test(path) ? 0o755 : 0o644;
    this.#add(path, file.kind ?? 'file', { mode, ...file });
  }

  #addDirectory(path: string, given: FakeFile): void {
    this.#add(path, 'directory', { mode: 0o755, ...given });
  }

  #add(path: string, kind: FileStatus['kind'], given: FakeFile, target?: string): void {
    if (path !== '/' && !this.#nodes.has(dirname(path))) this.#addDirectory(dirname(path), {});
    const content = given.content ?? '';
    this.#nodes.set(path, {
      kind,
      mode: given.mode ?? 0o644,
      uid: given.uid ?? 0,
      gid: given.gid ?? 0,
      identity: `1:${this.#nodes.size + 1}`,
      bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
      ...(target === undefined ? {} : { target }),
      ...(given.error === undefined ? {} : { error: given.error }),
    });
  }

  /** The path with links resolved: all of them, or all but the last component. */
  resolve(path: string, followLast = true, hops = 0): LinkResult {
    if (hops > 40) return { ok: false, code: 'ELOOP' };
    let here = '/';
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    for (const [index, part] of parts.entries()) {
      const next = join(here, part);
      const node = this.#nodes.get(next);
      if (node === undefined) return { ok: false, code: 'ENOENT' };
      const last = index === parts.length - 1;
      if (node.target !== undefined && (followLast || !last)) {
        const rest = parts.slice(index + 1).join('/');
        const target = node.target.startsWith('/') ? node.target : `${here}/${node.target}`;
        return this.resolve(`${target}/${rest}`, followLast, hops + 1);
      }
      if (!last && node.kind !== 'directory') return { ok: false, code: 'ENOTDIR' };
      here = next;
    }
    return { ok: true, target: here };
  }

  find(path: string, follow: boolean): FakeNode | IoFailure {
    const found = this.resolve(path, follow);
    if (!found.ok) return found;
    return this.#nodes.get(found.target) ?? { ok: false, code: 'ENOENT' };
  }

  linkAt(path: string): LinkResult {
    const node = this.find(path, false);
    if ('code' in node) return node;
    return node.target === undefined ? { ok: false, code: 'EINVAL' } : { ok: true, target: node.target };
  }

  list(path: string): DirResult {
    const found = this.resolve(path);
    if (!found.ok) return found;
    const node = this.#nodes.get(found.target);
    if (node?.error !== undefined) return { ok: false, code: node.error };
    if (node?.kind !== 'directory') return { ok: false, code: 'ENOTDIR' };
    const names = [...this.#nodes.keys()]
      .filter((one) => one !== '/' && dirname(one) === found.target)
      .map((one) => one.slice(found.target === '/' ? 1 : found.target.length + 1));
    return { ok: true, names: names.sort(), truncated: false };
  }
}
