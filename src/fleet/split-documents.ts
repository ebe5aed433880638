import { limits } from './limits.ts';
import { type FleetRecord, refused } from './record.ts';
import { splitLines } from './split-lines.ts';

export interface TextSource {
  readonly source: string;
  readonly receivedMs?: number;
  /** The name says that there is one document: its source needs no line. */
  readonly isSingle: boolean;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/**
 * Documents of a text: one a line (NDJSON), or over several lines as JSON is printed for people, from a line
 * that is `{` to the next that begins with `}`. A document that breaks off costs none of its neighbours: the
 * next begins at its own line.
 */
export async function* splitDocuments(
  chunks: AsyncIterable<Uint8Array>,
  text: TextSource,
): AsyncGenerator<FleetRecord> {
  let open: { readonly number: number; readonly lines: Uint8Array[]; size: number } | undefined;
  let strays = 0;
  const close = (): FleetRecord[] => {
    const whole = open;
    open = undefined;
    if (whole === undefined) return [];
    strays = 0;
    const source = sourceOf(text, whole.number);
    return whole.size > limits.documentBytes
      ? [refused(source, tooLong)]
      : [documentOf(text, whole.number, Buffer.concat(whole.lines))];
  };
  for await (const { number, bytes, isTooLong } of splitLines(chunks, limits.documentBytes)) {
    const line = number === 1 ? withoutMark(bytes) : bytes;
    if (isTooLong) {
      yield* close();
      yield refused(sourceOf(text, number), tooLong);
      continue;
    }
    const isOpening = line[0] === openBrace && isBlank(line.subarray(1));
    // Inside of a document nothing begins at the margin: one that broke off ends here.
    const isWhole = line[0] === openBrace && line.at(-1) === closeBrace && !isOpening;
    if (open !== undefined && !isOpening && !isWhole) {
      open.size += line.length + 1;
      if (open.size <= limits.documentBytes) open.lines.push(line, lineBreak);
      if (line[0] === closeBrace) yield* close();
      continue;
    }
    yield* close();
    if (isOpening) open = { number, lines: [line, lineBreak], size: line.length + 1 };
    else if (line[0] === openBrace || isSpaced(line)) {
      strays = 0;
      yield documentOf(text, number, line);
    } else if (!isBlank(line)) {
      strays += 1;
      if (strays > limits.strayLines) {
        yield refused(sourceOf(text, number), 'more lines that are no documents: the rest was not read');
        return;
      }
      yield refused(sourceOf(text, number), 'no JSON object begins here');
    }
  }
  yield* close();
}

const tooLong = `longer than ${limits.documentBytes} bytes`;
const lineBreak = new Uint8Array([10]);

/** A document that somebody indented. */
function isSpaced(line: Uint8Array): boolean {
  const first = line.find((byte) => byte !== 0x20 && byte !== 0x09);
  return first === openBrace && line[0] !== openBrace;
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function withoutMark(line: Uint8Array): Uint8Array {
  return byteOrderMark.every((byte, index) => line[index] === byte) ? line.subarray(3) : line;
}

function sourceOf({ source, isSingle }: TextSource, number: number): string {
  return isSingle && number === 1 ? source : `${source}:${number}`;
}

/** The time of a file is that of its one document; of many it tells nothing. */
function documentOf(text: TextSource, number: number, bytes: Uint8Array): FleetRecord {
  const { receivedMs } = text;
  const isOwn = receivedMs !== undefined && text.isSingle && number === 1;
  return { kind: 'document', source: sourceOf(text, number), bytes, ...(isOwn ? { receivedMs } : {}) };
}
