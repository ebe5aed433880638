/** A stream whose beginning was looked at. */
export interface Peeked {
  readonly head: Uint8Array;
  /** From the beginning on. */
  readonly rest: AsyncIterable<Uint8Array>;
}

/**
 * The first bytes of a stream, and the whole of it again. The iterator is never told to return early: some
 * streams (entries of archives) take their archive with them when they are left.
 */
export async function peek(chunks: AsyncIterable<Uint8Array>, atLeast: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < atLeast) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  const [only] = first;
  const head = first.length === 1 && only !== undefined ? only : Buffer.concat(first);
  return { head, rest: from(head, iterator) };
}

async function* from(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}
