import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDirectory } from './make-directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-make-directory-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('makeDirectory', () => {
  it('makes it with those above it, for its owner alone', () => {
    expect(makeDirectory(join(folder, 'a/b/c'))).toEqual({ ok: true });
    expect(statSync(join(folder, 'a/b')).mode & 0o777).toBe(0o700);
  });

  it('leaves one that is there as it is', () => {
    chmodSync(folder, 0o755);
    expect(makeDirectory(folder)).toEqual({ ok: true });
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it('answers what stands in the way as a code', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(makeDirectory(file)).toEqual({ ok: false, code: 'ENOTDIR' });
    expect(makeDirectory(join(file, 'below'))).toEqual({ ok: false, code: 'ENOTDIR' });
  });

  it('gives up where no directory can be made', () => {
    expect(makeDirectory('/proc/nodes/deeper')).toEqual({ ok: false, code: 'ENOENT' });
  });
});
