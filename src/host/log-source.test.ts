import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followLog, readLog } from './log-source.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('readLog', () => {
  it('reads a file, and unpacks one that is packed', async () => {
    writeFileSync(join(folder, 'plain'), 'one\ntwo\n');
    writeFileSync(join(folder, 'packed.gz'), gzipSync('three\n'));
    expect(await textOf(readLog(join(folder, 'plain')))).toBe('one\ntwo\n');
    expect(await textOf(readLog(join(folder, 'packed.gz')))).toBe('three\n');
  });

  it.each(['missing', 'missing.gz'])('throws what the system says of %s', async (name) => {
    await expect(textOf(readLog(join(folder, name)))).rejects.toThrow('ENOENT');
  });

  it('throws for a packed file that is none', async () => {
    writeFileSync(join(folder, 'false.gz'), 'plain');
    await expect(textOf(readLog(join(folder, 'false.gz')))).rejects.toThrow('incorrect header');
  });
});

function neverWaits(error: unknown): void {
  throw error;
}

describe('followLog', () => {
  it('goes on as the file grows, shrinks and is renamed away, until the signal', async () => {
    const path = join(folder, 'followed');
    writeFileSync(path, 'a');
    const stop = new AbortController();
    const steps = [
      () => appendFileSync(path, 'b'),
      () => writeFileSync(path, ''),
      () => appendFileSync(path, 'c'),
      () => {
        renameSync(path, `${path}.1`);
        writeFileSync(path, 'd');
      },
      () => stop.abort(),
    ];
    const clock = setInterval(() => steps.shift()?.(), 900);
    try {
      expect(await textOf(followLog(path, stop.signal, neverWaits))).toBe('abcd');
    } finally {
      clearInterval(clock);
    }
  }, 15_000);

  it('waits for a file that comes later, and says so once', async () => {
    const path = join(folder, 'later');
    const stop = new AbortController();
    const waits: unknown[] = [];
    const steps = [() => undefined, () => writeFileSync(path, 'x'), () => stop.abort()];
    const clock = setInterval(() => steps.shift()?.(), 900);
    try {
      expect(await textOf(followLog(path, stop.signal, (error) => waits.push(error)))).toBe('x');
    } finally {
      clearInterval(clock);
    }
    expect(waits).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
  }, 15_000);

  it('throws where the file never came', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 600);
    const text = textOf(followLog(join(folder, 'never'), stop.signal, () => undefined));
    await expect(text).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
