import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { limits } from './limits.ts';

/** Something that unpacks to far more than facts would: it is left, and so is what stands behind it. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** Unpacks gzip as it is read. Throws where it breaks off, and where it is a bomb. */
export async function* unpack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // The error comes out of the stream that is read below.
  pipeline(Readable.from(counted()), gunzip, () => {});
  for await (const chunk of gunzip) {
    if (!(chunk instanceof Uint8Array)) continue;
    unpacked += chunk.length;
    if (unpacked > limits.freeUnpackedBytes && unpacked > packed * limits.unpackRatio) {
      throw new TooMuch(`it unpacks to more than ${limits.unpackRatio} times its size: not read any further`);
    }
    yield chunk;
  }
}
