import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realIt } from '../../test/real.ts';
import { writeWholeFile } from './write-whole-file.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kube-preflight-write-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('writeWholeFile', () => {
  it('writes for the owner alone', () => {
    const path = join(directory, 'facts.json');
    expect(writeWholeFile(path, 'x\n')).toEqual({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('x\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['facts.json']);
  });

  it('replaces what is there, and narrows its mode', () => {
    const path = join(directory, 'facts.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o644);
    expect(writeWholeFile(path, 'new')).toEqual({ ok: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('follows no link', () => {
    const target = join(directory, 'target');
    writeFileSync(target, 'precious');
    symlinkSync(target, join(directory, 'link'));
    expect(writeWholeFile(join(directory, 'link'), 'new')).toEqual({ ok: false, code: 'ELOOP' });
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(readdirSync(directory).toSorted()).toEqual(['link', 'target']);
  });

  it.each([
    ['a device', '/dev/null', 'ENOTSUP'],
    ['a directory that is not there', '/nonexistent/facts.json', 'ENOENT'],
    ['a path through a file', '/etc/hostname/facts.json', 'ENOTDIR'],
  ])('refuses %s', (_, path, code) => {
    expect(writeWholeFile(path, 'x')).toEqual({ ok: false, code });
  });

  it('refuses a directory', () => {
    mkdirSync(join(directory, 'here'));
    expect(writeWholeFile(join(directory, 'here'), 'x')).toEqual({ ok: false, code: 'EISDIR' });
    expect(readdirSync(directory)).toEqual(['here']);
  });

  realIt('leaves the old file and nothing else on a full disk', ['root', 'unshare', 'mount'], () => {
    const file = join(import.meta.dirname, 'write-whole-file.ts');
    const program = `
      import { readdirSync, readFileSync } from 'node:fs';
      import { writeWholeFile } from ${JSON.stringify(file)};
      const first = writeWholeFile('facts.json', 'old');
      const second = writeWholeFile('facts.json', 'x'.repeat(1024 * 1024));
      console.log(JSON.stringify([first, second, readdirSync('.'), readFileSync('facts.json', 'utf8')]));`;
    const script =
      'mount -t tmpfs -o size=64k tmpfs "$0" && cd "$0" && exec "$1" --input-type=module -e "$2"';
    const ran = spawnSync('unshare', ['-m', 'sh', '-c', script, directory, process.execPath, program], {
      encoding: 'utf8',
    });
    expect(ran.stderr.replaceAll(/\(node.*|\(Use.*/gu, '').trim()).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual([
      { ok: true },
      { ok: false, code: 'ENOSPC' },
      ['facts.json'],
      'old',
    ]);
  });
});
