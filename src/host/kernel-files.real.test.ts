import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { realIt } from '../../test/real.ts';
import { createKernelFiles } from './kernel-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-kernel-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function textOf(path: string, maxBytes = 1024 * 1024) {
  const read = createKernelFiles().read(path, maxBytes);
  return read?.ok === true ? { ...read, bytes: Buffer.from(read.bytes).toString() } : read;
}

describe('createKernelFiles', () => {
  it.each(['/proc/sys/kernel/ostype', '/proc/self/comm', '/proc/filesystems', '/proc/self/mountinfo'])(
    'reads %s',
    (path) => {
      expect(textOf(path)).toEqual({ ok: true, bytes: readFileSync(path, 'utf8'), truncated: false });
    },
  );

  it('cuts at the cap and says so, and only then', () => {
    expect(textOf('/proc/sys/kernel/ostype', 3)).toEqual({ ok: true, bytes: 'Lin', truncated: true });
    expect(textOf('/proc/sys/kernel/ostype', 6)).toEqual({ ok: true, bytes: 'Linux\n', truncated: false });
  });

  it('keeps what it has read when it reads on', () => {
    const files = createKernelFiles();
    const first = files.read('/proc/sys/kernel/ostype', 64);
    files.read('/proc/filesystems', 4096);
    expect(first?.ok === true && Buffer.from(first.bytes).toString()).toBe('Linux\n');
  });

  it('answers errors as codes', () => {
    expect(textOf('/proc/sys/kernel/none')).toEqual({ ok: false, code: 'ENOENT' });
    expect(textOf('/proc/999999999/comm')).toEqual({ ok: false, code: 'ENOENT' });
    expect(textOf('/proc/sys/kernel')).toEqual({ ok: false, code: 'EISDIR' });
  });

  it.each([
    '/etc/hostname',
    '/proc/self/root/etc/hostname',
    '/proc/1/cmdline',
    '/proc/net/tcp',
    '/procs/meminfo',
  ])('leaves %s to the others', (path) => expect(textOf(path)).toBeUndefined());

  realIt(
    'leaves what lies over a file of the kernel to the others: it may hang',
    ['unshare', 'mount'],
    () => {
      const other = join(folder, 'meminfo');
      writeFileSync(other, 'MemTotal: 1 kB\n');
      const script = join(folder, 'look.ts');
      writeFileSync(
        script,
        `import { createKernelFiles } from ${JSON.stringify(join(import.meta.dirname, 'kernel-files.ts'))};
       const files = createKernelFiles();
       const looks = ['/proc/meminfo', '/proc/self/comm'].map((path) => files.read(path, 99)?.ok ?? 'other');
       console.log(looks.join(' '));`,
      );
      const said = execFileSync(
        'unshare',
        [
          '--mount',
          'sh',
          '-c',
          'mount --bind "$1" /proc/meminfo; exec "$0" "$2"',
          process.execPath,
          other,
          script,
        ],
        { encoding: 'utf8' },
      );
      expect(said.trim()).toBe('other true');
    },
  );
});
