import { describe, expect, it } from 'vitest';
import { openInput } from './input-file.ts';

describe('openInput', () => {
  it.each([
    ['a device without an end', '/dev/zero', 'ENOTSUP'],
    ['a directory', '/', 'EISDIR'],
    ['nothing', '/nonexistent', 'ENOENT'],
  ])('refuses %s', async (_, path, code) => {
    expect(await openInput(path)).toEqual({ ok: false, code });
  });
});
