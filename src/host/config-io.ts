import { createReadStream } from 'node:fs';
import { Socket } from 'node:net';
import { errnoOf } from './errno.ts';
import { close, fstat, open, openFlags, readdir, stat } from './file-calls.ts';
import type { BytesResult, IoFailure } from './host.ts';

/** A writer may take its time; one that never comes must not hold the run for ever. */
const defaultDeadlineMs = 30_000;

export type PathKind = { readonly ok: true; readonly kind: 'file' | 'directory' | 'other' } | IoFailure;
export type ListResult = { readonly ok: true; readonly names: readonly string[] } | IoFailure;

/**
 * How configuration is read. A user names these files, so unlike the host's own they may be
 * pipes (`--config <(…)`), and they are waited for while their writer works. Standard input is
 * waited for without limit: a person may be typing.
 */
export interface NodeConfigIo {
  read(path: string, maxBytes: number): Promise<BytesResult>;
  kind(path: string): Promise<PathKind>;
  /** Names in a directory, sorted. */
  list(path: string): Promise<ListResult>;
  readStdin(maxBytes: number): Promise<BytesResult>;
}

export function createConfigIo(
  stdin?: AsyncIterable<unknown>,
  readDeadlineMs = defaultDeadlineMs,
): NodeConfigIo {
  return {
    read: (path, maxBytes) => caught(readPath(path, maxBytes, readDeadlineMs)),
    kind: (path) => caught(kindOf(path)),
    list: (path) => caught(listPath(path)),
    // Made on first use: it takes milliseconds, and most runs read none.
    readStdin: (maxBytes) => caught(collect(stdin ?? process.stdin, maxBytes)),
  };
}

async function caught<T>(reading: Promise<T>): Promise<T | IoFailure> {
  try {
    return await reading;
  } catch (error) {
    return { ok: false, code: errnoOf(error) };
  }
}

/**
 * Opened without blocking, and a pipe is read by events: a thread that waits in open(2) or read(2)
 * for a writer that never comes could not be called back, and would hold up the end of the process.
 */
async function readPath(path: string, maxBytes: number, readDeadlineMs: number): Promise<BytesResult> {
  const descriptor = await open(path, openFlags);
  const status = await fstat(descriptor);
  if (status.isDirectory()) {
    await close(descriptor);
    return { ok: false, code: 'EISDIR' };
  }
  const stream = status.isFIFO()
    ? new Socket({ fd: descriptor, readable: true, writable: false })
    : createReadStream('', { fd: descriptor, highWaterMark: 256 * 1024 });
  const timer = setTimeout(() => stream.destroy(timeout()), readDeadlineMs);
  try {
    return await collect(stream, maxBytes);
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}

function timeout(): Error {
  return Object.assign(new Error('no end within the deadline'), { code: 'ETIMEDOUT' });
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

/** Reads on until more than the cap is there: that much tells a file that is too large. */
async function collect(stream: AsyncIterable<unknown>, maxBytes: number): Promise<BytesResult> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    chunks.push(bytes);
    total += bytes.length;
    if (total > maxBytes) break;
  }
  return { ok: true, bytes: Buffer.concat(chunks, Math.min(total, maxBytes)), truncated: total > maxBytes };
}
