import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from './host.ts';
import { createLinuxHost } from './linux-host.ts';

let folder = '';
let host: Host;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-exec-'));
  host = createLinuxHost();
});
afterEach(() => {
  host.stop();
  rmSync(folder, { recursive: true, force: true });
});

function script(name: string, body: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode });
  return path;
}

/** Polled: a kill is carried out a moment after it was sent. Processes whose command line holds this text; a script's holds its path. */
function running(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}

function childrenOfThisProcess(): { readonly pid: string; readonly state: string }[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const [state = '', parent = ''] = (
        readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? ''
      ).split(' ');
      return Number(parent) === process.pid ? [{ pid, state }] : [];
    } catch {
      return [];
    }
  });
}

describe('exec', () => {
  it('gives output, exit status and the argv that was run', async () => {
    const path = script('speak', 'echo out; echo err >&2; exit 7');
    const result = await host.exec({ argv: [path, 'a b', '$HOME;x'], deadlineMs: 5000 });
    expect(result).toMatchObject({
      argv: [path, 'a b', '$HOME;x'],
      outcome: 'exited',
      exitCode: 7,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
  });

  it('hands arguments on untouched by a shell', async () => {
    const result = await host.exec({ argv: ['/bin/echo', '$(id)', '; ls', '*'], deadlineMs: 5000 });
    expect(result.stdout).toBe('$(id) ; ls *\n');
  });

  it('gives the child a fixed environment, the root directory and no input', async () => {
    const result = await host.exec({ argv: ['/usr/bin/env'], deadlineMs: 5000, env: { NFT_X: '1' } });
    expect(result.stdout.trim().split('\n').sort()).toEqual([
      'LC_ALL=C',
      'NFT_X=1',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
    expect((await host.exec({ argv: ['/bin/pwd'], deadlineMs: 5000 })).stdout).toBe('/\n');
    expect((await host.exec({ argv: ['/bin/cat'], deadlineMs: 5000 })).stdout).toBe('');
  });

  it('writes the input', async () => {
    const stdin = 'table inet x {}\n'.repeat(20_000);
    const result = await host.exec({ argv: ['/usr/bin/wc', '-c'], stdin, deadlineMs: 5000 });
    expect(result.stdout.trim()).toBe(String(stdin.length));
  });

  it('bears a child that does not read its input', async () => {
    const result = await host.exec({
      argv: [script('deaf', 'exec 0<&-; exit 3')],
      stdin: 'x'.repeat(1_000_000),
      deadlineMs: 5000,
    });
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 3 });
  });

  it('keeps the first bytes of each stream and says that it cut', async () => {
    const path = script('flood', 'head -c 1000000 /dev/zero | tr "\\0" x; echo end >&2');
    const result = await host.exec({ argv: [path], deadlineMs: 5000, maxOutput: 1000 });
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 0, truncated: true, stderr: 'end\n' });
    expect(result.stdout).toBe('x'.repeat(1000));
  });

  it('ends an endless output at the deadline', async () => {
    const result = await host.exec({ argv: ['/usr/bin/yes'], deadlineMs: 200, maxOutput: 10 });
    expect(result).toMatchObject({ outcome: 'timed-out', stdout: 'y\ny\ny\ny\ny\n', truncated: true });
  });

  it('tells the signal that ended a program', async () => {
    const result = await host.exec({ argv: [script('crash', 'kill -SEGV $$')], deadlineMs: 5000 });
    expect(result).toMatchObject({ outcome: 'signalled', signal: 'SIGSEGV' });
  });

  it('kills the whole group at the deadline', async () => {
    const path = script('family', `sleep 61.25 & sleep 61.25 & echo started; wait`);
    const result = await host.exec({ argv: [path], deadlineMs: 300 });
    expect(result).toMatchObject({ outcome: 'timed-out', stdout: 'started\n' });
    expect(result.ms).toBeLessThan(1500);
    await expect.poll(() => running(path)).toEqual([]);
    await expect.poll(() => running('61.25')).toEqual([]);
  });

  it('does not wait for a grandchild that left the group and holds the pipes', async () => {
    const path = script('leak', `setsid sleep 3.75 & echo started; sleep 60`);
    const result = await host.exec({ argv: [path], deadlineMs: 300 });
    expect(result.outcome).toBe('timed-out');
    expect(result.ms).toBeLessThan(1500);
  });

  it('does not wait for a child that outlives its parent, and ends it', async () => {
    const path = script('orphan', `sleep 62.5 & echo done`);
    const result = await host.exec({ argv: [path], deadlineMs: 10_000 });
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'done\n' });
    expect(result.ms).toBeLessThan(3000);
    await expect.poll(() => running('62.5')).toEqual([]);
  });

  it('leaves no zombie', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        host.exec({ argv: ['/bin/sleep', index % 2 === 0 ? '0' : '30'], deadlineMs: 150 }),
      ),
    );
    expect(childrenOfThisProcess().filter((child) => child.state === 'Z')).toEqual([]);
  });

  it.each([
    ['a file that is not there', '/usr/sbin/no-such-tool', 'ENOENT'],
    ['a directory', '/usr/sbin', 'EACCES'],
    ['a bare name', 'true', 'EINVAL'],
  ])('does not start %s', async (_, path, errno) => {
    expect(await host.exec({ argv: [path], deadlineMs: 1000 })).toMatchObject({
      outcome: 'not-started',
      errno,
      stdout: '',
    });
  });

  it('does not start a file without permission to execute', async () => {
    const result = await host.exec({ argv: [script('closed', 'exit 0', 0o644)], deadlineMs: 1000 });
    expect(result).toMatchObject({ outcome: 'not-started', errno: 'EACCES' });
  });

  it('never lets execvp hand an unknown format to /bin/sh', async () => {
    const witness = join(folder, 'witness');
    const path = join(folder, 'no-format');
    writeFileSync(path, `: > ${witness}\n`, { mode: 0o755 });
    expect(await host.exec({ argv: [path], deadlineMs: 1000 })).toMatchObject({
      outcome: 'not-started',
      errno: 'ENOEXEC',
    });
    expect(existsSync(witness)).toBe(false);
  });

  it('does not start an interpreter that is missing', async () => {
    const path = join(folder, 'bad');
    writeFileSync(path, '#!/no/such/interpreter\n', { mode: 0o755 });
    expect(await host.exec({ argv: [path], deadlineMs: 1000 })).toMatchObject({
      outcome: 'not-started',
      errno: 'ENOENT',
    });
  });

  it('runs at most eight at once', async () => {
    const path = script(
      'count',
      `ls ${folder}/run-* 2>/dev/null | wc -l; : > ${folder}/run-$$; sleep 0.2; rm ${folder}/run-$$`,
    );
    const results = await Promise.all(
      Array.from({ length: 20 }, () => host.exec({ argv: [path], deadlineMs: 10_000 })),
    );
    expect(results.every((result) => result.exitCode === 0)).toBe(true);
    expect(Math.max(...results.map((result) => Number(result.stdout)))).toBeLessThan(8);
  });
});

describe('stop', () => {
  it('kills what runs, group and all, and starts nothing more', async () => {
    const abort = new AbortController();
    const stoppable = createLinuxHost({ signal: abort.signal });
    const path = script('long', 'sleep 63.5 & sleep 63.5; echo never');
    const pending = stoppable.exec({ argv: [path], deadlineMs: 60_000 });
    const queued = Array.from({ length: 10 }, () => stoppable.exec({ argv: [path], deadlineMs: 60_000 }));
    await expect.poll(() => running('63.5').length).toBeGreaterThan(0);
    const started = performance.now();
    abort.abort();
    expect(await pending).toMatchObject({ outcome: 'timed-out', errno: 'ECANCELED' });
    for (const result of await Promise.all(queued)) expect(result.errno).toBe('ECANCELED');
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await stoppable.exec({ argv: ['/bin/true'], deadlineMs: 1000 })).toMatchObject({
      outcome: 'not-started',
      errno: 'ECANCELED',
    });
    await expect.poll(() => running('63.5')).toEqual([]);
  });

  it('holds for a signal that was aborted before', async () => {
    const stopped = createLinuxHost({ signal: AbortSignal.abort() });
    expect((await stopped.exec({ argv: ['/bin/true'], deadlineMs: 1000 })).errno).toBe('ECANCELED');
  });
});
