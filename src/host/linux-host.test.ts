import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realIt } from '../../test/real.ts';
import { createLinuxHost } from './linux-host.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-host-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('readText', () => {
  it('reads files of /proc, which say that they are empty', async () => {
    const host = createLinuxHost();
    expect(await host.readText('/proc/self/status')).toMatchObject({
      ok: true,
      text: expect.stringContaining('CapEff:'),
      truncated: false,
    });
  });

  it('cuts at the cap and says so, and only then', async () => {
    const path = join(folder, 'ten');
    writeFileSync(path, '0123456789');
    const host = createLinuxHost();
    expect(await host.readText(path, { maxBytes: 4 })).toEqual({ ok: true, text: '0123', truncated: true });
    expect(await host.readText(path, { maxBytes: 10 })).toEqual({
      ok: true,
      text: '0123456789',
      truncated: false,
    });
  });

  it('reads past one chunk', async () => {
    const path = join(folder, 'large');
    writeFileSync(path, 'x'.repeat(300_000));
    const read = await createLinuxHost().readText(path);
    expect(read.ok && read.text.length).toBe(300_000);
  });

  it('answers ENOENT, EISDIR, ENOTDIR and ELOOP as codes', async () => {
    const host = createLinuxHost();
    symlinkSync('loop', join(folder, 'loop'));
    writeFileSync(join(folder, 'file'), '');
    expect(await host.readText(join(folder, 'none'))).toEqual({ ok: false, code: 'ENOENT' });
    expect(await host.readText(folder)).toEqual({ ok: false, code: 'EISDIR' });
    expect(await host.readText(join(folder, 'file/below'))).toEqual({ ok: false, code: 'ENOTDIR' });
    expect(await host.readText(join(folder, 'loop'))).toEqual({ ok: false, code: 'ELOOP' });
  });

  realIt('refuses a FIFO and a device without opening them', ['mkfifo'], async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const host = createLinuxHost();
    const started = host.now();
    expect(await host.readText(fifo)).toEqual({ ok: false, code: 'ENOTSUP' });
    expect(await host.readText('/dev/zero')).toEqual({ ok: false, code: 'ENOTSUP' });
    expect(host.now() - started).toBeLessThan(500);
  });
});

describe('looks', () => {
  it('tells kinds, modes and identities, with and without following links', async () => {
    const host = createLinuxHost();
    writeFileSync(join(folder, 'file'), 'abc', { mode: 0o640 });
    symlinkSync('file', join(folder, 'link'));
    const [file, followed, link] = await Promise.all([
      host.status(join(folder, 'file')),
      host.status(join(folder, 'link')),
      host.linkStatus(join(folder, 'link')),
    ]);
    expect(file).toMatchObject({ ok: true, kind: 'file', mode: 0o640, size: 3 });
    expect(followed).toEqual(file);
    expect(link).toMatchObject({ ok: true, kind: 'link' });
    expect(await host.readLink(join(folder, 'link'))).toEqual({ ok: true, target: 'file' });
    expect(await host.readLink(join(folder, 'file'))).toEqual({ ok: false, code: 'EINVAL' });
  });

  it('lists names, and says when it cannot', async () => {
    const host = createLinuxHost();
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'a'), '');
    const listed = await host.readDir(folder);
    expect(listed.ok && [...listed.names].sort()).toEqual(['a', 'b']);
    expect(await host.readDir(join(folder, 'a'))).toEqual({ ok: false, code: 'ENOTDIR' });
  });

  it('mayRun goes by the permission to execute', async () => {
    const host = createLinuxHost();
    writeFileSync(join(folder, 'no'), '', { mode: 0o644 });
    writeFileSync(join(folder, 'yes'), '', { mode: 0o755 });
    expect(await host.mayRun(join(folder, 'no'))).toEqual({ ok: false, code: 'EACCES' });
    expect(await host.mayRun(join(folder, 'yes'))).toEqual({ ok: true });
  });
});

describe('createLinuxHost', () => {
  it('knows the machine as the kernel does', () => {
    const host = createLinuxHost({ env: { PATH: '/somewhere' } });
    expect(host.release).toBe(readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim());
    expect(host.uid).toBe(process.geteuid?.());
    expect(host.env).toEqual({ PATH: '/somewhere' });
    expect(host.cpus).toBeGreaterThan(0);
  });
});
