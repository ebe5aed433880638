import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const folder = mkdtempSync(join(tmpdir(), 'man-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** SOURCE_DATE_EPOCH of 2026-11-23. */
const env = {
  PATH: process.env['PATH'],
  LC_ALL: 'C.UTF-8',
  MANWIDTH: '100',
  MANROFFSEQ: '',
  SOURCE_DATE_EPOCH: '1795392000',
};

function run(command: string, ...argv: readonly string[]) {
  return spawnSync(command, [...argv], { encoding: 'utf8', env, timeout: 15_000 });
}

function pageOf(command: string | undefined): string {
  const done = run(executable, 'man', ...(command === undefined ? [] : [command]));
  expect(done.status).toBe(0);
  const path = join(folder, `${command ?? 'program'}.1`);
  writeFileSync(path, done.stdout);
  return path;
}

/** What a person reads, without overstrikes and hyphenation. */
function readingOf(page: string): string {
  const done = run('man', '--no-hyphenation', '--no-justification', '-P', 'cat', '-l', page);
  // oxlint-disable-next-line no-control-regex -- what makes letters bold on paper
  return done.stdout.replaceAll(/.\u0008|\u001b\[[\d;]*m/gu, '');
}

const pages = [undefined, ...commands.map(({ name }) => name)];

describe.each(pages)('the man page of %s', (name) => {
  realIt('gives man and groff nothing to warn of', ['man', 'groff'], () => {
    const page = pageOf(name);
    const man = run('man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', page);
    expect({ status: man.status, stderr: man.stderr }).toEqual({ status: 0, stderr: '' });
    expect(run('groff', '-ww', '-man', '-z', '-Tutf8', page).stderr).toBe('');
  });

  realIt('gives mandoc nothing to remark', ['mandoc'], () => {
    expect(run('mandoc', '-T', 'lint', '-W', 'all', pageOf(name)).stdout).toBe('');
  });

  realIt('is found by what it is called', ['lexgrog'], () => {
    const called = name === undefined ? 'kube-preflight' : `kube-preflight-${name}`;
    expect(run('lexgrog', pageOf(name)).stdout).toContain(`"${called} - `);
  });
});

describe.each(commands)('the man page of $name', ({ name, flags, examples }) => {
  realIt('tells every flag and every example', ['man'], () => {
    const text = readingOf(pageOf(name)).replaceAll(/\s+/gu, ' ');
    const missing = flags.filter(
      (flag) => !text.includes(`${flag.name.length === 1 ? '-' : '--'}${flag.name}`),
    );
    expect(missing.map((flag) => flag.name)).toEqual([]);
    for (const { line } of examples) expect(text).toContain(line);
  });
});

describe('kube-preflight man', () => {
  it('takes its date from SOURCE_DATE_EPOCH', () => {
    expect(run(executable, 'man', 'init').stdout).toContain('.TH "KUBE\\-PREFLIGHT\\-INIT" 1 2026-11-23 ');
  });

  it('knows what was meant', () => {
    const done = run(executable, 'man', 'iint');
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('did you mean init?');
  });
});
