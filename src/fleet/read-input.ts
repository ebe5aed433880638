import { isSingleName } from './input-names.ts';
import { peek } from './peek.ts';
import { readArchive } from './read-archive.ts';
import { type FleetRecord, refused } from './record.ts';
import { splitDocuments } from './split-documents.ts';
import { unpack } from './unpack.ts';

export interface Input {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly source: string;
  readonly receivedMs?: number;
}

/** What may still be opened inside: no archive in an archive, nothing packed twice. */
interface May {
  readonly archive: boolean;
  readonly packed: boolean;
}

const headBytes = 512;

/** The documents of one input, told by what it holds: text, gzip, tar, tar in gzip. Never throws. */
export async function* readInput(
  input: Input,
  may: May = { archive: true, packed: true },
): AsyncGenerator<FleetRecord> {
  const { source } = input;
  try {
    const { head, rest } = await peek(input.bytes, headBytes);
    if (head[0] === 0x1f && head[1] === 0x8b) {
      if (!may.packed) yield refused(source, 'packed twice: not opened');
      else yield* readInput({ ...input, bytes: unpack(rest) }, { ...may, packed: false });
    } else if (isTar(head)) {
      if (!may.archive) yield refused(source, 'an archive in an archive: not opened');
      else yield* readArchive(rest, source, readEntry);
    } else yield* splitDocuments(rest, { ...input, isSingle: isSingleName(source) });
  } catch (error) {
    yield refused(source, wordsOf(error));
  }
}

function readEntry(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
  receivedMs: number | undefined,
): AsyncIterable<FleetRecord> {
  const received = receivedMs === undefined ? {} : { receivedMs };
  return readInput({ bytes, source, ...received }, { archive: false, packed: true });
}

/** POSIX and GNU alike have `ustar` there. */
function isTar(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
}

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return `cannot be read to its end: ${code === '' || message.includes(code) ? message : `${message} (${code})`}`;
}
