import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

/** How often a followed file is looked at. Milliseconds. */
const pollMs = 400;
const chunkBytes = 1024 * 1024;

/**
 * The bytes of a log, in pieces. `-` is standard input; a name that ends in `.gz` is unpacked as it is read.
 * Throws the error of the system when it cannot be read.
 */
export function readLog(path: string): AsyncIterable<Uint8Array> {
  if (path === '-') return process.stdin;
  const stream = createReadStream(path, { highWaterMark: chunkBytes });
  if (!path.endsWith('.gz')) return stream;
  const unpacked = createGunzip({ chunkSize: chunkBytes });
  stream.on('error', (error) => unpacked.destroy(error));
  return stream.pipe(unpacked);
}

interface Place {
  readonly offset: number;
  readonly inode: number;
}

/**
 * Goes on after the end as the file grows, until the signal. A file that became shorter was rotated in
 * place, and is read from its beginning; one that was renamed away is opened anew. Throws the error of the system
 * when it could not be opened once.
 * @param onWait called at the beginning where it cannot be opened: it is waited for
 */
export async function* followLog(
  path: string,
  signal: AbortSignal,
  onWait: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  let place: Place = { offset: 0, inode: 0 };
  let fault: { readonly error: unknown } | undefined;
  let wasOpened = false;
  while (!signal.aborted) {
    const file = await open(path, 'r').catch((error: unknown) => {
      if (fault === undefined && !wasOpened) onWait(error);
      fault = { error };
      return undefined;
    });
    if (file !== undefined) {
      wasOpened = true;
      place = yield* readOn(file, place);
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
  if (!wasOpened && fault !== undefined) throw fault.error;
}

/** What has come since the last look; returns the place where it ends. Closes the file. */
async function* readOn(file: FileHandle, place: Place): AsyncGenerator<Uint8Array, Place> {
  try {
    const { ino, size } = await file.stat();
    let offset = ino !== place.inode || size < place.offset ? 0 : place.offset;
    const buffer = Buffer.alloc(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, offset);
      if (bytesRead === 0) return { offset, inode: ino };
      offset += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
