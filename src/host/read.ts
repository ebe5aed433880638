import { ioDeadlineMs, withDeadline } from './deadline.ts';
import { close, fstat, open, openFlags, read as readInto, readAt, stat } from './file-calls.ts';
import type { BytesResult, Host, ReadOptions, ReadResult } from './host.ts';
import { createKernelFiles } from './kernel-files.ts';

const defaultMaxBytes = 1024 * 1024;
const chunkBytes = 64 * 1024;

/** Reads a regular file up to a cap, within a deadline. */
export function readBytes(path: string, options: ReadOptions = {}): Promise<BytesResult> {
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  return withDeadline(readRegular(path, maxBytes, options.tail === true), options.deadlineMs ?? ioDeadlineMs);
}

export async function readText(path: string, options: ReadOptions = {}): Promise<ReadResult> {
  return asText(await readBytes(path, options));
}

/** As the two above; files of the kernel are read at once. */
export function createReader(): Pick<Host, 'readBytes' | 'readText'> {
  const kernelFiles = createKernelFiles();
  const atOnce = (path: string, { maxBytes = defaultMaxBytes, tail }: ReadOptions) =>
    tail === true ? undefined : kernelFiles.read(path, maxBytes);
  return {
    readBytes: async (path, options = {}) => atOnce(path, options) ?? readBytes(path, options),
    readText: async (path, options = {}) => asText(atOnce(path, options) ?? (await readBytes(path, options))),
  };
}

function asText(read: BytesResult): ReadResult {
  if (!read.ok) return read;
  return { ok: true, text: new TextDecoder().decode(read.bytes), truncated: read.truncated };
}

/**
 * What is not a regular file is refused before it is opened: to open a watchdog or a tape
 * already does something, and a FIFO has no end.
 */
async function readRegular(path: string, maxBytes: number, tail: boolean): Promise<BytesResult> {
  const status = await stat(path);
  if (!status.isFile()) return { ok: false, code: status.isDirectory() ? 'EISDIR' : 'ENOTSUP' };
  const descriptor = await open(path, openFlags);
  try {
    // The path may name something else by now; a FIFO opened without blocking costs nothing.
    const opened = await fstat(descriptor);
    if (!opened.isFile()) return { ok: false, code: 'ENOTSUP' };
    return tail && opened.size > maxBytes
      ? await readTail(descriptor, opened.size, maxBytes)
      : await readToEnd(descriptor, opened.size, maxBytes);
  } finally {
    await close(descriptor);
  }
}

/** What is written meanwhile is left out. */
async function readTail(descriptor: number, size: number, maxBytes: number): Promise<BytesResult> {
  const buffer = Buffer.allocUnsafe(maxBytes);
  let total = 0;
  while (total < maxBytes) {
    const count = await readAt(descriptor, buffer.subarray(total), size - maxBytes + total);
    if (count === 0) break;
    total += count;
  }
  return { ok: true, bytes: buffer.subarray(0, total), truncated: true };
}

/** Files of /proc and /sys say size 0, so only the end of the file ends the reading. */
async function readToEnd(descriptor: number, size: number, maxBytes: number): Promise<BytesResult> {
  const chunks: Uint8Array[] = [];
  // One byte more than the cap tells a cut file from one that just fits.
  const wanted = maxBytes + 1;
  let total = 0;
  let next = Math.min(wanted, size > 0 ? size + 1 : 4096);
  while (total < wanted) {
    const buffer = Buffer.allocUnsafe(Math.min(next, wanted - total));
    const count = await readInto(descriptor, buffer);
    if (count === 0) break;
    chunks.push(buffer.subarray(0, count));
    total += count;
    // What a regular file said to hold is read: its end needs no further call.
    if (size > 0 && total === size) break;
    next = chunkBytes;
  }
  const bytes = Buffer.concat(chunks, Math.min(total, maxBytes));
  return { ok: true, bytes, truncated: total > maxBytes };
}
