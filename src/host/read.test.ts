import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readText } from './read.ts';

const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-read-'));
const path = join(folder, 'log');
writeFileSync(path, 'first\nsecond\nthird\n');

afterAll(() => rmSync(folder, { recursive: true }));

describe('readText', () => {
  it('reads the last bytes of a longer file where the tail is wanted', async () => {
    expect(await readText(path, { maxBytes: 8, tail: true })).toEqual({
      ok: true,
      text: 'd\nthird\n',
      truncated: true,
    });
    expect(await readText(path, { maxBytes: 8 })).toEqual({ ok: true, text: 'first\nse', truncated: true });
  });

  it('reads a shorter file whole', async () => {
    const whole = { ok: true, text: 'first\nsecond\nthird\n', truncated: false };
    expect(await readText(path, { tail: true })).toEqual(whole);
    expect(await readText(path, { tail: true, maxBytes: 19 })).toEqual(whole);
  });
});
