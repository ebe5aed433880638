import { huffmanLengths, staticTable } from './hpack-tables.ts';

/** In the order they stand, pseudo-headers (`:status`) among them. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What a peer sent is no HTTP/2, or not the part of it that is spoken here. */
export class Http2Fault extends Error {
  override name = 'Http2Fault';
}

/** RFC 7541, 4.1: what an entry of the table costs beside its texts. */
const entryOverhead = 32;
const tableBytes = 4096;
/** Of all headers of one answer. */
const maxListBytes = 64 * 1024;

/** Each header by itself, without tables and without Huffman's code: as small a block is sent once. */
export function encodeHeaders(headers: HeaderList): Buffer {
  const parts = headers.flatMap(([name, value]) => [Buffer.of(0), literal(name), literal(value)]);
  return Buffer.concat(parts);
}

function literal(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const { length } = bytes;
  if (length < 127) return Buffer.concat([Buffer.of(length), bytes]);
  const rest: number[] = [];
  let left = length - 127;
  for (; left > 127; left = Math.floor(left / 128)) rest.push((left % 128) + 128);
  return Buffer.concat([Buffer.of(127, ...rest, left), bytes]);
}

/** A reader for the blocks of one connection, which must be given all of them in their order. Throws Http2Fault. */
export function createHeaderReader(): (block: Buffer) => HeaderList {
  const table: (readonly [string, string])[] = [];
  let limit = tableBytes;
  const shrink = (): void => {
    const size = (): number => table.reduce((sum, entry) => sum + costOf(entry), 0);
    while (size() > limit) table.pop();
  };
  const entryAt = (index: number): readonly [string, string] => {
    const entry =
      index <= staticTable.length ? staticTable[index - 1] : table[index - staticTable.length - 1];
    if (entry === undefined) throw new Http2Fault(`a header of unknown number ${index}`);
    return entry;
  };
  return (block) => {
    const bytes = { block, at: 0 };
    const headers: (readonly [string, string])[] = [];
    let size = 0;
    while (bytes.at < block.length) {
      const first = block[bytes.at] ?? 0;
      if ((first & 0xe0) === 0x20) {
        limit = Math.min(readInteger(bytes, 5), tableBytes);
        shrink();
        continue;
      }
      const header = first >= 0x80 ? entryAt(readInteger(bytes, 7)) : readLiteral(bytes, first, entryAt);
      if ((first & 0xc0) === 0x40) {
        table.unshift(header);
        shrink();
      }
      headers.push(header);
      size += costOf(header);
      if (size > maxListBytes) throw new Http2Fault(`headers of more than ${maxListBytes} bytes`);
    }
    return headers;
  };
}

function costOf([name, value]: readonly [string, string]): number {
  return name.length + value.length + entryOverhead;
}

interface Bytes {
  readonly block: Buffer;
  at: number;
}

/** RFC 7541, 6.2: kept in the table (01), not kept (0000), never to be kept (0001); the name may be known. */
function readLiteral(
  bytes: Bytes,
  first: number,
  entryAt: (index: number) => readonly [string, string],
): readonly [string, string] {
  const index = readInteger(bytes, (first & 0xc0) === 0x40 ? 6 : 4);
  const name = index === 0 ? readText(bytes) : entryAt(index)[0];
  return [name, readText(bytes)];
}

/** RFC 7541, 5.1. */
function readInteger(bytes: Bytes, prefixBits: number): number {
  const most = 2 ** prefixBits - 1;
  const first = nextByte(bytes) & most;
  if (first < most) return first;
  let value = most;
  for (let shift = 0; shift <= 21; shift += 7) {
    const byte = nextByte(bytes);
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
  throw new Http2Fault('a number that is too large');
}

function nextByte(bytes: Bytes): number {
  const byte = bytes.block[bytes.at];
  if (byte === undefined) throw new Http2Fault('a block of headers that ends too soon');
  bytes.at += 1;
  return byte;
}

function readText(bytes: Bytes): string {
  const isHuffman = (bytes.block[bytes.at] ?? 0) >= 128;
  const length = readInteger(bytes, 7);
  const end = bytes.at + length;
  if (end > bytes.block.length) throw new Http2Fault('a block of headers that ends too soon');
  const text = bytes.block.subarray(bytes.at, end);
  bytes.at = end;
  return isHuffman ? readHuffman(text) : text.toString('latin1');
}

/** Of each length: its first code, and the bytes whose codes count up from it. */
const codes = codesByLength(huffmanLengths);

function codesByLength(lengths: readonly number[]): readonly { first: number; bytes: readonly number[] }[] {
  const table: { first: number; bytes: readonly number[] }[] = [];
  let first = 0;
  for (let length = 0; length <= 30; length += 1) {
    const bytes = lengths.flatMap((own, byte) => (own === length ? [byte] : []));
    table.push({ first, bytes });
    first = (first + bytes.length) * 2;
  }
  return table;
}

function readHuffman(text: Buffer): string {
  const read: number[] = [];
  let code = 0;
  let length = 0;
  for (const byte of text) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      code = code * 2 + ((byte >> bit) & 1);
      length += 1;
      const { first = 0, bytes = [] } = codes[length] ?? {};
      const found = bytes[code - first];
      if (found === undefined && length < 30) continue;
      if (found === undefined || found > 255) throw new Http2Fault('a text that is not in Huffman’s code');
      read.push(found);
      code = 0;
      length = 0;
    }
  }
  // Filled up with ones, less than a byte (5.2).
  if (length > 7 || code !== 2 ** length - 1) throw new Http2Fault('a text that is not in Huffman’s code');
  return Buffer.from(read).toString('latin1');
}
