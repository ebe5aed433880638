import { createReadStream } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { errnoOf } from './errno.ts';
import { fstat, lstat, open, openFlags, readdir, stat, close } from './file-calls.ts';
import type { IoFailure } from './host.ts';

const chunkBytes = 256 * 1024;

/** Something that somebody named to be read once, from its beginning to its end. */
export interface OpenInput {
  readonly ok: true;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** When this machine wrote it, milliseconds since 1970; absent: a pipe. */
  readonly modifiedMs?: number;
  close(): void;
}

/** A file or a pipe (`<(…)`); the end of a pipe is waited for, as its writer works. */
export async function openInput(path: string): Promise<OpenInput | IoFailure> {
  try {
    const descriptor = await open(path, openFlags);
    const status = await fstat(descriptor);
    if (status.isDirectory()) {
      await close(descriptor);
      return { ok: false, code: 'EISDIR' };
    }
    // /dev/zero has no end.
    if (status.isCharacterDevice() || status.isBlockDevice()) {
      await close(descriptor);
      return { ok: false, code: 'ENOTSUP' };
    }
    const stream = status.isFIFO()
      ? new Socket({ fd: descriptor, readable: true, writable: false })
      : createReadStream('', { fd: descriptor, highWaterMark: chunkBytes });
    const modified = status.isFile() ? { modifiedMs: status.mtimeMs } : {};
    return { ok: true, bytes: stream, ...modified, close: () => stream.destroy() };
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}

export function openStdin(): OpenInput {
  return { ok: true, bytes: process.stdin, close: () => void process.stdin.destroy() };
}

export type InputKind = { readonly ok: true; readonly kind: 'file' | 'directory' } | IoFailure;

/** Follows links: whoever names a link means what it leads to. */
export async function inputKind(path: string): Promise<InputKind> {
  try {
    return { ok: true, kind: (await stat(path)).isDirectory() ? 'directory' : 'file' };
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}

/** What stands below a directory: regular files, and what is passed over. */
export interface TreeEntry {
  readonly path: string;
  /** `link`: not followed; `deep`: a directory below the deepest that is read. */
  readonly kind: 'file' | 'link' | 'other' | 'unread' | 'deep';
  /** errno, of `unread`. */
  readonly code?: string;
}

const deepest = 16;

/** In the order of their paths by code unit: the same on every machine. */
export async function* walkTree(directory: string, depth = 0): AsyncGenerator<TreeEntry> {
  if (depth > deepest) {
    yield { path: directory, kind: 'deep' };
    return;
  }
  const names = await readdir(directory).catch((error: unknown) => errnoOf(error));
  if (typeof names === 'string') {
    yield { path: directory, kind: 'unread', code: names };
    return;
  }
  for (const name of names.toSorted()) {
    const path = join(directory, name);
    const status = await lstat(path).catch((error: unknown) => errnoOf(error));
    if (typeof status === 'string') yield { path, kind: 'unread', code: status };
    else if (status.isDirectory()) yield* walkTree(path, depth + 1);
    else if (status.isFile()) yield { path, kind: 'file' };
    else yield { path, kind: status.isSymbolicLink() ? 'link' : 'other' };
  }
}
