import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realIt } from '../../test/real.ts';
import { createSafety } from './safety.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-safety-'));
  chmodSync(folder, 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function program(path: string): string {
  copyFileSync('/bin/true', path);
  chmodSync(path, 0o755);
  return path;
}

function refusal(path: string, uid = 0): Promise<string | undefined> {
  return createSafety(uid, 'x86_64').refusal(path);
}

describe('createSafety', () => {
  realIt('lets root run what only root can change', ['root'], async () => {
    expect(await refusal('/bin/sh')).toBeUndefined();
    expect(await refusal(program(join(folder, 'tool')))).toBeUndefined();
  });

  realIt('refuses a file that everybody may write', ['root'], async () => {
    const path = program(join(folder, 'tool'));
    chmodSync(path, 0o757);
    expect(await refusal(path)).toBe('EUNSAFE');
    expect(await refusal(path, 1000)).toBeUndefined();
  });

  realIt('refuses a directory that everybody may write, sticky or not', ['root'], async () => {
    const path = program(join(folder, 'tool'));
    chmodSync(folder, 0o777);
    expect(await refusal(path)).toBe('EUNSAFE');
    chmodSync(folder, 0o1777);
    expect(await refusal(path)).toBe('EUNSAFE');
  });

  realIt('refuses a writable directory further up, unless it is sticky as /tmp is', ['root'], async () => {
    mkdirSync(join(folder, 'bin'));
    const path = program(join(folder, 'bin/tool'));
    chmodSync(folder, 0o1777);
    expect(await refusal(path)).toBeUndefined();
    chmodSync(folder, 0o777);
    expect(await refusal(path)).toBe('EUNSAFE');
  });

  realIt('refuses a file or a directory that belongs to somebody else', ['root'], async () => {
    mkdirSync(join(folder, 'bin'));
    const path = program(join(folder, 'bin/tool'));
    chownSync(path, 1000, 1000);
    expect(await refusal(path)).toBe('EUNSAFE');
    chownSync(path, 0, 0);
    expect(await refusal(path)).toBeUndefined();
    chownSync(join(folder, 'bin'), 1000, 1000);
    expect(await refusal(path)).toBe('EUNSAFE');
  });

  realIt('looks at the link and at what it leads to', ['root'], async () => {
    mkdirSync(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o777);
    symlinkSync('/bin/true', join(folder, 'open/link'));
    expect(await refusal(join(folder, 'open/link'))).toBe('EUNSAFE');
    program(join(folder, 'open/tool'));
    symlinkSync('open/tool', join(folder, 'link'));
    expect(await refusal(join(folder, 'link'))).toBe('EUNSAFE');
    symlinkSync('open/link', join(folder, 'far'));
    expect(await refusal(join(folder, 'far'))).toBe('EUNSAFE');
  });

  it('names what hinders it otherwise', async () => {
    expect(await refusal(join(folder, 'none'))).toBe('ENOENT');
    symlinkSync('loop', join(folder, 'loop'));
    expect(await refusal(join(folder, 'loop'))).toBe('ELOOP');
  });
});
