import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { afterAll, describe, expect, it } from 'vitest';
import { limits } from './limits.ts';
import { readOperands } from './read-operands.ts';

const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-inputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

/** `document SOURCE: CONTENT`, `refused SOURCE: WHY`, `remark SAYS`; paths without the folder. */
async function read(...operands: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const record of readOperands(operands, never)) {
    if (record.kind === 'remark') lines.push(`remark ${record.says}`);
    else if (record.kind === 'refused') lines.push(`refused ${record.source}: ${record.why}`);
    else lines.push(`document ${record.source}: ${Buffer.from(record.bytes).toString().trim()}`);
  }
  return lines.map((line) => line.replaceAll(`${folder}/`, ''));
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function tar(
  entries: readonly (readonly [Partial<Header> & { name: string }, string])[],
): Promise<Buffer> {
  const archive = pack();
  for (const [header, content] of entries) {
    if (header.type === undefined || header.type === 'file') archive.entry(header, content);
    else archive.entry(header);
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const tooLong = `{"a":"${'x'.repeat(limits.documentBytes)}"}`;

/** For each document, whether the time is known at which it came in. */
async function timed(path: string): Promise<readonly boolean[]> {
  const found: boolean[] = [];
  for await (const record of readOperands([path], never)) {
    if (record.kind === 'document') found.push(record.receivedMs !== undefined);
  }
  return found;
}

/** What an archive of all kinds of entries gives. */
function mixed(name: string): readonly string[] {
  return [
    `document ${name}: facts/a.json: {"a":1}`,
    `document ${name}: facts/c.ndjson:1: {"c":1}`,
    `document ${name}: facts/c.ndjson:2: {"c":2}`,
    `remark ${name}: files whose names are not those of facts were left out`,
    `remark ${name}: links and devices in it were left out`,
    `remark ${name}: links and devices in it were left out`,
    `refused ${name}: facts/d.json: longer than ${limits.documentBytes} bytes`,
    `document ${name}: facts/e.json: {"e":1}`,
  ];
}

describe('readOperands of text', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['one line', 'a.json', '{"a":1}', ['document a.json: {"a":1}']],
    [
      'NDJSON',
      'b.ndjson',
      '{"a":1}\r\n\n{"a":2}\n',
      ['document b.ndjson:1: {"a":1}', 'document b.ndjson:3: {"a":2}'],
    ],
    ['a mark', 'c.json', '\ufeff{"a":1}\n', ['document c.json: {"a":1}']],
    ['lines for people', 'd.json', '{\n  "a": {\n  }\n}\n', ['document d.json: {\n  "a": {\n  }\n}']],
    [
      'several of them',
      'e.ndjson',
      '{\n "a": 1\n}\n{\n "a": 2\n}\n',
      ['document e.ndjson:1: {\n "a": 1\n}', 'document e.ndjson:4: {\n "a": 2\n}'],
    ],
    [
      'one that breaks off, before others',
      'f.ndjson',
      '{"a":\n{"b":2}\n{\n "c": \n{\n "d": 4\n}\n',
      [
        'document f.ndjson:1: {"a":',
        'document f.ndjson:2: {"b":2}',
        'document f.ndjson:3: {\n "c":',
        'document f.ndjson:5: {\n "d": 4\n}',
      ],
    ],
    [
      'one for people that breaks off, before a line',
      'k.ndjson',
      '{\n "a": 1,\n{"b":2}\n',
      ['document k.ndjson:1: {\n "a": 1,', 'document k.ndjson:3: {"b":2}'],
    ],
    [
      'a stray line',
      'g.ndjson',
      '[]\n{"a":1}\n',
      ['refused g.ndjson:1: no JSON object begins here', 'document g.ndjson:2: {"a":1}'],
    ],
    ['nothing', 'h.json', '', []],
    [
      'a line that is too long',
      'i.ndjson',
      `${tooLong}\n{"a":1}\n`,
      [`refused i.ndjson:1: longer than ${limits.documentBytes} bytes`, 'document i.ndjson:2: {"a":1}'],
    ],
    [
      'lines for people that are too many',
      'j.ndjson',
      `{\n${'"a": 1,\n'.repeat(limits.documentBytes / 8 + 1)}}\n{"a":1}\n`,
      [
        `refused j.ndjson:1: longer than ${limits.documentBytes} bytes`,
        `document j.ndjson:${limits.documentBytes / 8 + 4}: {"a":1}`,
      ],
    ],
  ])('reads %s', async (_, name, content, expected) => {
    expect(await read(file(name, content))).toEqual(expected);
  });

  it('leaves what is no text of documents after some lines', async () => {
    const lines = await read(file('noise.ndjson', 'noise\n'.repeat(100_000)));
    expect(lines).toHaveLength(limits.strayLines + 1);
    expect(lines.at(-1)).toContain('the rest was not read');
  });

  it('reads on past noise between documents, however much it is', async () => {
    const text = Array.from({ length: 60 }, (_, index) => `{"a":${index}}\nWarning: noise\n`).join('');
    const whole = text + '{\n"b": 1\n}\nnoise\n'.repeat(30);
    const lines = await read(file('noisy.ndjson', whole));
    expect(lines.filter((line) => line.startsWith('document'))).toHaveLength(90);
  });

  it('tells of a file of one document when it was written, and of a file of many not', async () => {
    expect(await timed(file('own.json', '{"a":1}'))).toEqual([true]);
    expect(await timed(file('many.ndjson', '{"a":1}\n{"a":2}'))).toEqual([false, false]);
  });

  it('ends at a signal while the writer of a pipe is silent', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // Both ends: it never ends by itself.
    const writer = openSync(pipe, 'r+');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const records: unknown[] = [];
    for await (const record of readOperands([pipe], stop.signal)) records.push(record);
    closeSync(writer);
    expect(records).toMatchObject([{ kind: 'remark', says: expect.stringContaining('stopped by a signal') }]);
  });

  it('ends at a signal, and says so', async () => {
    const stop = new AbortController();
    stop.abort();
    const records: unknown[] = [];
    for await (const record of readOperands([file('stopped.json', '{}')], stop.signal)) records.push(record);
    expect(records).toEqual([{ kind: 'remark', says: expect.stringContaining('stopped by a signal') }]);
  });
});

describe('readOperands of gzip', () => {
  it('unpacks, also what is packed in parts', async () => {
    const parts = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')]);
    expect(await read(file('k.ndjson.gz', parts))).toEqual([
      'document k.ndjson.gz:1: {"a":1}',
      'document k.ndjson.gz:2: {"a":2}',
    ]);
  });

  it('keeps what stands before a break', async () => {
    const noise = Array.from({ length: 2000 }, (_, index) => `{"a":${Math.sin(index)}}`).join('\n');
    const lines = await read(file('l.ndjson.gz', gzipSync(noise).subarray(0, 10_000)));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.at(-1)).toContain('cannot be read to its end');
  });

  it('opens nothing that is packed twice', async () => {
    expect(await read(file('m.json.gz', gzipSync(gzipSync('{}'))))).toEqual([
      'refused m.json.gz: packed twice: not opened',
    ]);
  });

  it('leaves a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20));
    const before = process.memoryUsage.rss();
    const lines = await read(file('bomb.json.gz', bomb));
    expect(lines).toEqual([expect.stringContaining('unpacks to more than 200 times its size')]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('readOperands of archives', () => {
  it('reads documents of every kind in them, and passes over the rest', async () => {
    const archive = await tar([
      [{ name: 'facts', type: 'directory' }, ''],
      [{ name: 'facts/a.json' }, '{"a":1}'],
      [{ name: 'facts/b.json.gz' }, ''],
      [{ name: 'facts/c.ndjson' }, '{"c":1}\n{"c":2}\n'],
      [{ name: 'facts/README' }, 'hello'],
      [{ name: 'facts/link.json', type: 'symlink', linkname: '/etc/shadow' }, ''],
      [{ name: 'facts/hard.json', type: 'link', linkname: 'facts/a.json' }, ''],
      [{ name: 'facts/d.json' }, tooLong],
      [{ name: 'facts/e.json' }, '{"e":1}'],
    ]);
    expect(await read(file('n.tar', archive))).toEqual(mixed('n.tar'));
    expect(await read(file('n.tar.gz', gzipSync(archive)))).toEqual(mixed('n.tar.gz'));
  });

  it('writes nothing where a path leads out', async () => {
    const outside = join(folder, 'outside.json');
    const archive = await tar([
      [{ name: '../outside.json' }, '{"a":1}'],
      [{ name: outside }, '{"a":2}'],
    ]);
    const lines = await read(file('o.tar', archive));
    expect(lines.filter((line) => line.startsWith('document'))).toHaveLength(2);
    expect(lines).toContain(
      'remark o.tar: entries have paths that lead out of it; nothing was written there',
    );
    expect(await read(outside)).toEqual(['refused outside.json: cannot be opened: ENOENT']);
  });

  it('opens no archive in an archive', async () => {
    const inner = await tar([[{ name: 'a.json' }, '{}']]);
    const archive = await tar([[{ name: 'inner.tar' }, inner.toString('latin1')]]);
    expect(await read(file('p.tar', archive))).toEqual([
      'refused p.tar: inner.tar: an archive in an archive: not opened',
    ]);
  });

  it('costs one entry where that is a bomb, and the archive where all is', async () => {
    const small = await tar([
      [{ name: 'bomb.json.gz' }, ''],
      [{ name: 'a.json' }, '{"a":1}'],
    ]);
    expect(await read(file('q.tar', small))).toEqual(['document q.tar: a.json: {"a":1}']);
    const huge = await tar([
      [{ name: 'a.json' }, '{"a":1}'],
      [{ name: 'big.json' }, ' '.repeat(200 * 1024 * 1024)],
      [{ name: 'b.json' }, '{"b":1}'],
    ]);
    const lines = await read(file('r.tar.gz', gzipSync(huge)));
    expect(lines[0]).toBe('document r.tar.gz: a.json: {"a":1}');
    expect(lines.at(-1)).toContain('200 times');
  });

  it('keeps what stands before the place where an archive breaks off', async () => {
    const archive = await tar([
      [{ name: 'a.json' }, '{"a":1}'],
      [{ name: 'b.json' }, `{"b":"${'x'.repeat(5000)}"}`],
    ]);
    const lines = await read(file('s.tar', archive.subarray(0, 3000)));
    expect(lines[0]).toBe('document s.tar: a.json: {"a":1}');
    expect(lines.at(-1)).toMatch(/refused s\.tar.*cannot be read to its end/u);
  });
});

describe('readOperands of directories', () => {
  it('reads a tree in the order of its paths, and follows no link', async () => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'b'), { recursive: true });
    writeFileSync(join(tree, 'c.json'), '{"c":1}');
    writeFileSync(join(tree, 'a.ndjson'), '{"a":1}\n');
    writeFileSync(join(tree, 'b', 'x.json.gz'), gzipSync('{"x":1}'));
    writeFileSync(join(tree, 'notes.txt'), 'no');
    writeFileSync(join(tree, '._c.json'), 'what a Mac keeps of c.json');
    symlinkSync('c.json', join(tree, 'd.json'));
    symlinkSync('..', join(tree, 'loop'));
    expect(await read(tree)).toEqual([
      'remark tree: files whose names are not those of facts were left out',
      'document tree/a.ndjson:1: {"a":1}',
      'document tree/b/x.json.gz: {"x":1}',
      'document tree/c.json: {"c":1}',
      'remark tree: links and devices in it were left out',
      'remark tree: links and devices in it were left out',
      'remark tree: files whose names are not those of facts were left out',
    ]);
  });
});
