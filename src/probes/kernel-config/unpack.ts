import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';

const limits = { maxOutputLength: 8 * 1024 * 1024 };

const packings = [
  { magic: [0x1f, 0x8b], open: promisify(gunzip) },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], open: promisify(zstdDecompress) },
] as const;

/** xz has no place in Node's zlib. */
const xz = [0xfd, 0x37, 0x7a, 0x58, 0x5a];

/** The text of a file that may be packed, told by its first bytes; undefined: it cannot be unpacked. */
export async function unpack(bytes: Uint8Array): Promise<string | undefined> {
  const starts = (magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
  if (starts(xz)) return undefined;
  const packing = packings.find(({ magic }) => starts(magic));
  try {
    const plain = packing === undefined ? bytes : await packing.open(bytes, limits);
    return new TextDecoder().decode(plain);
  } catch {
    // Cut off, damaged, or larger than any configuration is.
    return undefined;
  }
}
