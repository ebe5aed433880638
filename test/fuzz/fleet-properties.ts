import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { parseRecord } from '../../src/fleet/parse-record.ts';
import { readInput } from '../../src/fleet/read-input.ts';
import { documentText } from '../builders/facts-document.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, nastyText } from './mutations.ts';

const text = documentText();
const unreachable =
  '{"schema":"kube-preflight/unreachable/v1","host":"node-2","why":"no route","status":"unreachable"}';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Every record of the input; each must be something that a report can tell. */
async function readRecords(bytes: Uint8Array, size: number): Promise<void> {
  for await (const record of readInput({ bytes: inChunks(bytes, size), source: 'x.ndjson' })) {
    if (record.kind === 'document') parseRecord(record.bytes);
    else
      demand(
        JSON.stringify(record).length < 2000,
        () => `a long remark: ${JSON.stringify(record).slice(0, 300)}`,
      );
  }
}

interface Entry {
  readonly name: string;
  readonly content: string;
  readonly type: 'file' | 'symlink' | 'directory' | 'character-device' | 'fifo' | 'link';
}

async function archive(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  const chunks: Uint8Array[] = [];
  const done = (async () => {
    for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(chunk);
  })();
  for (const { name, content, type } of entries) {
    const linkname = type === 'symlink' || type === 'link' ? { linkname: '/etc/shadow' } : {};
    tar.entry({ name, type, ...linkname }, type === 'file' ? content : '');
  }
  tar.finalize();
  await done;
  return Buffer.concat(chunks);
}

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(text, unreachable, '', '{', '}', '[', 'null') },
  {
    weight: 2,
    arbitrary: changed(unreachable, '{"schema":"kube-preflight/facts/v1","identity":{"hostName":"n"}}'),
  },
  { weight: 1, arbitrary: changed(text) },
);
const lines = fc.array(line, { maxLength: 8 }).map((all) => all.join('\n'));

const entry: fc.Arbitrary<Entry> = fc.record({
  name: fc.oneof(
    fc.constantFrom(
      'node-1.json',
      '../../etc/passwd',
      '/abs.json',
      'a/b/c.ndjson',
      'x.json.gz',
      '.hidden',
      'a\u001b[2J.json',
    ),
    nastyText.map((part) => `n${part.toWellFormed().replaceAll('\u0000', '')}`.slice(0, 90)),
  ),
  content: lines,
  type: fc.constantFrom('file', 'file', 'file', 'symlink', 'directory', 'character-device', 'fifo', 'link'),
});

/** Bytes of which some are others. */
function damaged(bytes: Uint8Array, damages: readonly (readonly [number, number])[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (const [at, value] of damages) copy[Math.floor((copy.length * at) / 1001)] = value;
  return copy;
}

const chunk = fc.constantFrom(1024, 7, 100_000);
const damages = fc.array(fc.tuple(fc.nat(1000), fc.nat(255)), { maxLength: 4 });

export const fleetProperties: readonly FuzzProperty[] = [
  holds(
    'lines are read or refused, each',
    60,
    fc.asyncProperty(lines, chunk, (all, size) => inTime(() => readRecords(Buffer.from(all), size))),
  ),
  holds(
    'whole documents are found among any others',
    30,
    fc.asyncProperty(fc.array(changed(unreachable), { maxLength: 4 }), fc.nat(3), (others, at) =>
      inTime(async () => {
        // Lines that are no documents are left after twenty.
        const around = others.map((one) => one.replaceAll('\n', ' ').slice(0, 300));
        const all = around.toSpliced(Math.min(at, around.length), 0, text).join('\n');
        const found: string[] = [];
        for await (const record of readInput({
          bytes: inChunks(Buffer.from(all), 512),
          source: 'x.ndjson',
        })) {
          if (record.kind === 'document') found.push(Buffer.from(record.bytes).toString());
        }
        demand(
          found.includes(text) || all.includes(`{ ${text}`),
          () => `lost among ${JSON.stringify(around)}`,
        );
      }),
    ),
  ),
  holds(
    'archives with any entries, packed or not, whole or damaged, are read to an end',
    25,
    fc.asyncProperty(
      fc.array(entry, { maxLength: 4 }),
      fc.boolean(),
      damages,
      chunk,
      (entries, isPacked, wounds, size) =>
        inTime(async () => {
          const tar = await archive(entries);
          await readRecords(damaged(isPacked ? gzipSync(tar) : tar, wounds), size);
        }, 5000),
    ),
  ),
  holds(
    'any bytes behind the marks of gzip and tar are refused',
    60,
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 1200 }),
      fc.constantFrom('1f8b08', '', '7b0a'),
      fc.boolean(),
      (noise, mark, isTar) =>
        inTime(async () => {
          const bytes = Buffer.concat([Buffer.from(mark, 'hex'), noise]);
          if (isTar && bytes.length > 512) bytes.write('ustar', 257);
          await readRecords(bytes, 512);
        }),
    ),
  ),
];
