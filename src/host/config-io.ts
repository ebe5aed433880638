import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { errnoOf } from './errno.ts';
import type { BytesResult, IoFailure } from './host.ts';

/** One byte more than the largest configuration that is taken tells that a file is too large. */
const maxConfigBytes = 3 * 1024 * 1024 + 1;

export type PathKind = { readonly ok: true; readonly kind: 'file' | 'directory' | 'other' } | IoFailure;
export type ListResult = { readonly ok: true; readonly names: readonly string[] } | IoFailure;

/**
 * How configuration is read. A user names these files, so unlike the host's own they may be
 * pipes (`--config <(…)`), and they are waited for as long as their writer takes.
 */
export interface NodeConfigIo {
  read(path: string): Promise<BytesResult>;
  kind(path: string): Promise<PathKind>;
  /** Names in a directory, sorted. */
  list(path: string): Promise<ListResult>;
  readStdin(): Promise<BytesResult>;
}

export function createConfigIo(stdin: AsyncIterable<unknown> = process.stdin): NodeConfigIo {
  return {
    read: (path) => caught(readPath(path)),
    kind: (path) => caught(kindOf(path)),
    list: (path) => caught(listPath(path)),
    readStdin: () => caught(collect(stdin)),
  };
}

async function caught<T>(reading: Promise<T>): Promise<T | IoFailure> {
  try {
    return await reading;
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}

async function readPath(path: string): Promise<BytesResult> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    const status = await handle.stat();
    if (status.isDirectory()) return { ok: false, code: 'EISDIR' };
    return await collect(handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 }));
  } finally {
    await handle.close();
  }
}

async function kindOf(path: string): Promise<PathKind> {
  const status = await stat(path);
  if (status.isDirectory()) return { ok: true, kind: 'directory' };
  return { ok: true, kind: status.isFile() ? 'file' : 'other' };
}

async function listPath(path: string): Promise<ListResult> {
  const names = await readdir(path);
  return { ok: true, names: names.sort() };
}

async function collect(stream: AsyncIterable<unknown>): Promise<BytesResult> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    chunks.push(bytes);
    total += bytes.length;
    if (total >= maxConfigBytes) break;
  }
  const truncated = total >= maxConfigBytes;
  return { ok: true, bytes: Buffer.concat(chunks, Math.min(total, maxConfigBytes)), truncated };
}
