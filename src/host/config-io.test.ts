import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realIt } from '../../test/real.ts';
import { createConfigIo } from './config-io.ts';

const limit = 3 * 1024 * 1024;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-config-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('createConfigIo', () => {
  it('reads a file whole up to the limit, and marks what is larger', async () => {
    const io = createConfigIo();
    writeFileSync(join(folder, 'fits'), Buffer.alloc(limit));
    writeFileSync(join(folder, 'large'), Buffer.alloc(limit + 500_000));
    const fits = await io.read(join(folder, 'fits'), limit);
    const large = await io.read(join(folder, 'large'), limit);
    expect(fits.ok && [fits.bytes.length, fits.truncated]).toEqual([limit, false]);
    expect(large.ok && [large.bytes.length, large.truncated]).toEqual([limit, true]);
  });

  it('answers errno codes', async () => {
    const io = createConfigIo();
    expect(await io.read(join(folder, 'none'), 10)).toEqual({ ok: false, code: 'ENOENT' });
    expect(await io.read(folder, 10)).toEqual({ ok: false, code: 'EISDIR' });
    expect(await io.kind(join(folder, 'none'))).toEqual({ ok: false, code: 'ENOENT' });
    expect(await io.list(join(folder, 'none'))).toEqual({ ok: false, code: 'ENOENT' });
  });

  realIt('reads a pipe, as from `--config <(…)`', ['mkfifo', 'sh'], async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const writer = spawn('sh', ['-c', `echo one > "$0"`, fifo], { stdio: 'ignore' });
    const read = await createConfigIo().read(fifo, 100);
    expect(read.ok && new TextDecoder().decode(read.bytes)).toBe('one\n');
    writer.kill();
  });

  realIt(
    'waits for a pipe without a writer until the deadline, and can end after it',
    ['mkfifo'],
    async () => {
      const fifo = join(folder, 'fifo');
      execFileSync('mkfifo', [fifo]);
      expect(await createConfigIo(Readable.from([]), 100).read(fifo, 100)).toEqual({
        ok: false,
        code: 'ETIMEDOUT',
      });
      const module = new URL('./config-io.ts', import.meta.url).href;
      const script = `
      import { createConfigIo } from '${module}';
      await createConfigIo(undefined, 50).read('${fifo}', 100);
      process.exit(7);`;
      const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 });
      expect(ended.status).toBe(7);
    },
  );

  it('tells files from directories and lists these sorted', async () => {
    const io = createConfigIo();
    writeFileSync(join(folder, 'b.yaml'), '');
    mkdirSync(join(folder, 'a'));
    expect(await io.kind(folder)).toEqual({ ok: true, kind: 'directory' });
    expect(await io.kind(join(folder, 'b.yaml'))).toEqual({ ok: true, kind: 'file' });
    expect(await io.kind('/dev/null')).toEqual({ ok: true, kind: 'other' });
    expect(await io.list(folder)).toEqual({ ok: true, names: ['a', 'b.yaml'] });
  });

  it('reads standard input in pieces, up to the limit', async () => {
    const io = createConfigIo(Readable.from([Buffer.from('kind: '), 'X\n']));
    const read = await io.readStdin(limit);
    expect(read.ok && new TextDecoder().decode(read.bytes)).toBe('kind: X\n');
    const endless = createConfigIo(
      Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(1024 * 1024);
        })(),
      ),
    );
    const cut = await endless.readStdin(limit);
    expect(cut.ok && [cut.bytes.length, cut.truncated]).toEqual([limit, true]);
  });
});
