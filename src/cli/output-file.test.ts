import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeContext } from '../../test/fakes/fake-context.ts';
import { runMain } from './run-main.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kube-preflight-output-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

async function run(...argv: readonly string[]) {
  const context = fakeContext();
  const status = await runMain(argv, context, () => undefined);
  return { status, stdout: context.out(), stderr: context.err() };
}

function noHost(): Promise<never> {
  return Promise.reject(new Error('the host was asked for'));
}

const inside = (name: string): string => join(directory, name);

describe('--output-file', () => {
  it('has what would be on standard output, readable by others as the umask says', async () => {
    const path = inside('list');
    const { stdout } = await run('requirements', '-o', 'json');
    writeFileSync(path, 'old');
    expect(await run('requirements', '-o', 'json', '--output-file', path)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(path, 'utf8')).toBe(stdout);
    expect(statSync(path).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(readdirSync(directory)).toEqual(['list']);
  });

  it('is standard output where it is -', async () => {
    const { stdout } = await run('explain');
    expect(await run('explain', '--output-file', '-')).toEqual({ status: 0, stdout, stderr: '' });
  });

  it('keeps the exit code, and holds the errors of a configuration as data', async () => {
    const path = inside('report.json');
    const argv = ['plan', '--config', '/nonexistent/x.yaml', '-o', 'json', '--output-file', path];
    expect((await run(...argv)).status).toBe(3);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      schema: 'kube-preflight/config-errors/v1',
    });
  });

  it('leaves what stands there where nothing was to be printed', async () => {
    const path = inside('plan.txt');
    writeFileSync(path, 'old');
    expect((await run('plan', '--config', '/nonexistent/x.yaml', '--output-file', path)).status).toBe(3);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('follows no link', async () => {
    writeFileSync(inside('target'), 'precious');
    symlinkSync(inside('target'), inside('link'));
    const { status, stderr } = await run('explain', '--output-file', inside('link'));
    expect([status, stderr]).toEqual([2, expect.stringContaining('it is a link, which is not followed')]);
    expect(readFileSync(inside('target'), 'utf8')).toBe('precious');
  });

  it.each([
    ['/nonexistent/report', 'there is no such directory'],
    ['/dev/null', 'it is a device, a pipe or a socket'],
    ['/etc/hostname/report', 'a part of its path is no directory'],
    ['/etc', 'it is a directory'],
    ['', 'there is no such directory'],
  ])('is refused before anything is looked at: %j', async (path, why) => {
    const context = fakeContext();
    const argv = ['init', '--output-file', path];
    expect(await runMain(argv, { ...context, host: noHost }, () => undefined)).toBe(2);
    expect(context.err()).toContain(`error: --output-file ${path} cannot be written: ${why}`);
  });

  it('is not for fix --apply, which tells as it goes on', async () => {
    const { status, stderr } = await run('fix', '--apply', '--yes', '--output-file', inside('log'));
    expect([status, stderr]).toEqual([2, expect.stringContaining('--log FILE keeps it')]);
    expect(existsSync(inside('log'))).toBe(false);
  });
});
