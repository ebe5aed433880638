export interface Line {
  /** Counts from 1. */
  readonly number: number;
  /** Without its line break; of a line beyond the limit, nothing. */
  readonly bytes: Uint8Array;
  readonly isTooLong: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;
const none = new Uint8Array();

/** Lines of a stream, of which no more than `maxBytes` each are ever held. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Line => {
    const isTooLong = size > maxBytes;
    const line = { number, bytes: isTooLong ? none : withoutReturn(joined(parts)), isTooLong };
    parts = [];
    size = 0;
    number += 1;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      keep(chunk.subarray(start, end));
      start = end + 1;
      yield take();
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield take();
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only === undefined) return none;
  return parts.length === 1 ? only : Buffer.concat(parts);
}

function withoutReturn(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes;
}
