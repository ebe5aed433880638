import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const folders: string[] = [];

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-test-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Paths of the shared libraries, the loader included. */
function librariesOf(path: string): string[] {
  const lines = execFileSync('ldd', [path], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => /(\/\S+) \(0x/u.exec(line)?.[1] ?? []);
}

describe('the executable', () => {
  it('tells its version', () => {
    const done = spawnSync(executable, ['version', '-o', 'json'], { encoding: 'utf8' });
    expect(done.stderr).toBe('');
    expect(JSON.parse(done.stdout)).toMatchObject({ node: expect.stringMatching(/^24\./u) });
  });

  realIt('starts in a chroot that holds only its own shared libraries', ['root', 'chroot', 'ldd'], () => {
    const root = scratch();
    copyFileSync(executable, join(root, 'kube-preflight'));
    for (const library of librariesOf(executable)) {
      mkdirSync(join(root, dirname(library)), { recursive: true });
      copyFileSync(library, join(root, library));
    }
    const version = spawnSync('chroot', [root, '/kube-preflight', 'version', '-o', 'short'], {
      encoding: 'utf8',
    });
    expect(version.stderr).toBe('');
    expect(version.status).toBe(0);
    // No /proc, no /etc, no tools: it still judges, and says what it could not tell.
    const init = spawnSync('chroot', [root, '/kube-preflight', 'init', '-o', 'json'], { encoding: 'utf8' });
    expect(init.stderr).toBe('');
    expect(init.status).toBe(1);
    const report = JSON.parse(init.stdout) as { findings: { check: string; code: string }[] };
    expect(report.findings).toContainEqual(
      expect.objectContaining({ check: 'FileExisting-iptables', code: 'tool.absent' }),
    );
  });

  it('ignores NODE_OPTIONS', () => {
    const folder = scratch();
    const evil = join(folder, 'evil.cjs');
    writeFileSync(evil, "console.log('injected'); process.exit(42);");
    const done = spawnSync(executable, ['version', '-o', 'short'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: `--require ${evil}` },
    });
    expect(done.status).toBe(0);
    expect(done.stdout).not.toContain('injected');
  });

  it('survives a reader that goes away', () => {
    const done = spawnSync(
      '/bin/sh',
      ['-c', `"${executable}" init -o json | head -c 1; echo " \${PIPESTATUS:-}"`],
      {
        encoding: 'utf8',
      },
    );
    expect(done.stderr).toBe('');
    expect(done.stdout.startsWith('{')).toBe(true);
  });

  it.each([
    ['an unknown command', ['inti'], /did you mean|unknown command/iu],
    ['an unknown flag', ['init', '--proxymode', 'nftables'], /unknown option .--proxymode.; did you mean --proxy-mode/u],
    ['a value that the flag does not take', ['init', '--policy', 'strict'], /mode-aware/u],
    ['a surplus word', ['init', 'everything'], /does not take/u],
  ])('exits 2 for %s', (_name, argv, message) => {
    const done = spawnSync(executable, argv, { encoding: 'utf8' });
    expect(done.stderr).toMatch(message);
    expect(done.stdout).toBe('');
    expect(done.status).toBe(2);
  });
});
