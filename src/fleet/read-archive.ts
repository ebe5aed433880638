import { pipeline, Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { isTakenName } from './input-names.ts';
import { limits } from './limits.ts';
import { type FleetRecord, refused, remark } from './record.ts';

/** How the content of one entry is read. */
export type ReadContent = (
  bytes: AsyncIterable<Uint8Array>,
  source: string,
  receivedMs: number | undefined,
) => AsyncIterable<FleetRecord>;

/**
 * Documents of a tar archive, read where they stand: nothing is written anywhere, so that a path that leads
 * out of the archive leads nowhere. Links and devices are passed over.
 */
export async function* readArchive(
  chunks: AsyncIterable<Uint8Array>,
  source: string,
  read: ReadContent,
): AsyncGenerator<FleetRecord> {
  const archive = extract();
  // The error comes out of the iteration below.
  pipeline(Readable.from(chunks), archive, () => {});
  let entries = 0;
  for await (const entry of archive) {
    entries += 1;
    if (entries > limits.archiveEntries) {
      yield refused(source, `more than ${limits.archiveEntries} entries: the rest was not read`);
      return;
    }
    const content = shielded(entry[Symbol.asyncIterator]());
    yield* readEntry(entry.header, content, source, read);
    for await (const _ of content) {
      // What was not wanted of an entry stands before the next.
    }
  }
}

async function* readEntry(
  { name, type, mtime }: Header,
  content: AsyncIterable<Uint8Array>,
  source: string,
  read: ReadContent,
): AsyncGenerator<FleetRecord> {
  if (type === 'directory') return;
  if (type !== 'file' && type !== 'contiguous-file') {
    yield remark(`${source}: links and devices in it were left out`);
    return;
  }
  if (!isTakenName(name)) {
    yield remark(`${source}: files whose names are not those of facts were left out`);
    return;
  }
  if (leadsOut(name))
    yield remark(`${source}: entries have paths that lead out of it; nothing was written there`);
  yield* read(content, `${source}: ${name}`, mtime?.getTime());
}

/** Leaving the loop over an entry early would end the archive: this one can be left, and taken up again. */
function shielded(entry: AsyncIterator<unknown>): AsyncIterable<Uint8Array> {
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const { done, value } = await entry.next();
    if (done === true) return { done, value: undefined };
    return { done: false, value: value instanceof Uint8Array ? value : new Uint8Array() };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

function leadsOut(name: string): boolean {
  return name.startsWith('/') || name.split('/').includes('..');
}
