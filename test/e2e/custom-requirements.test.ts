import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const folder = mkdtempSync(join(tmpdir(), 'requirements-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const head = 'apiVersion: kube-preflight/v1\nkind: Requirements\nrequirements:\n';

function entry(name: string, demand: string): string {
  return `- name: ${name}\n  why: it is so\n  ${demand}\n`;
}

/** The findings of these requirements on this host, by name without `Custom-`. */
async function judge(demands: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  const body = Object.entries(demands).map(([name, demand]) => entry(name, demand));
  const path = write('requirements.yaml', head + body.join(''));
  // Not the synchronous kind: a server of this test must be able to answer.
  const child = spawn(executable, [
    'init',
    '--skip-phases=addon/kube-proxy',
    `--requirements=${path}`,
    '-o',
    'json',
    ...argv,
  ]);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  const { findings } = JSON.parse(Buffer.concat(chunks).toString()) as Judgement;
  const own = findings.filter(({ check }) => check.startsWith('Custom-'));
  return new Map(own.map((finding) => [finding.check.slice(7), finding]));
}

function verdicts(findings: ReadonlyMap<string, ToldFinding>): Readonly<Record<string, string>> {
  return Object.fromEntries([...findings].map(([name, { verdict, code }]) => [name, `${verdict} ${code}`]));
}

describe('--requirements', () => {
  it('judges tools, sysctls and files of this host', async () => {
    const secret = write('secret', 'token\n');
    chmodSync(secret, 0o644);
    const found = await judge({
      bash: 'tool: {name: bash, minimumVersion: "3.0"}',
      'bash-99': 'tool: {name: bash, minimumVersion: "99.0"}',
      'no-tool': 'tool: {name: no-such-tool}',
      somaxconn: 'sysctl: {key: net.core.somaxconn, minimum: 1}',
      'somaxconn-no': 'sysctl: {key: net.core.somaxconn, maximum: 0}',
      'no-sysctl': 'sysctl: {key: net.core.no_such_key}',
      file: `file: {path: ${secret}, contains: token}`,
      'file-mode': `file: {path: ${secret}, maxMode: "0600"}`,
      'file-kind': `file: {path: ${folder}, type: file}`,
      directory: `file: {path: ${folder}, type: directory, owner: ${String(process.getuid?.())}}`,
      gone: 'file: {path: /nonexistent/x, type: absent}',
      'no-module': 'module: {name: no_such_module, state: loaded}',
    });
    expect(verdicts(found)).toEqual({
      bash: 'pass custom.met',
      'bash-99': 'fail custom.unsuitable',
      'no-tool': 'fail custom.missing',
      somaxconn: 'pass custom.met',
      'somaxconn-no': 'fail custom.unsuitable',
      'no-sysctl': 'fail custom.missing',
      file: 'pass custom.met',
      'file-mode': 'fail custom.unsuitable',
      'file-kind': 'fail custom.unsuitable',
      directory: 'pass custom.met',
      gone: 'pass custom.met',
      // A kernel without modules cannot tell of one that may be built in.
      'no-module': expect.stringMatching(/^(?:fail|unknown) custom\./u),
    });
    expect(found.get('bash-99')?.have).toMatch(/^bash \d+\.\d+/u);
    expect(JSON.stringify(found.get('file'))).not.toContain(readFileSync(secret, 'utf8'));
  });

  it('tells a port that somebody holds, and who', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '0.0.0.0', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const found = await judge({
        taken: `port: {number: ${port}}`,
        served: `port: {number: ${port}, state: in-use}`,
      });
      expect(verdicts(found)).toEqual({ taken: 'fail custom.unsuitable', served: 'pass custom.met' });
      expect(found.get('taken')?.says).toContain(`(${process.pid})`);
    } finally {
      await new Promise((resolve) => {
        server.close(resolve);
      });
    }
  });

  it('counts under policy kubeadm, too, and can be ignored by name', async () => {
    const demands = { 'no-tool': 'tool: {name: no-such-tool}' };
    const kubeadm = await judge(demands, '--policy=kubeadm');
    expect(verdicts(kubeadm)['no-tool']).toBe(process.getuid?.() === 0 ? 'fail custom.missing' : undefined);
    const ignored = await judge(demands, '--ignore-preflight-errors=Custom-no-tool');
    expect(ignored.get('no-tool')).toMatchObject({
      verdict: 'warn',
      ignoredBy: '--ignore-preflight-errors',
    });
  });

  it('runs no tool in a read-only run', async () => {
    const found = await judge({ bash: 'tool: {name: bash, minimumVersion: "3.0"}' }, '--read-only');
    expect(found.get('bash')).toMatchObject({ verdict: 'unknown', have: 'not asked for in a read-only run' });
  });

  it('ends with 3 for a file that is wrong, and tells every error with its place', () => {
    const wrong = `${head}${entry('a', 'tool: {nmae: x}')}${entry('b', 'port: {number: 0}')}`;
    const path = write('wrong.yaml', wrong);
    const done = spawnSync(executable, ['init', `--requirements=${path}`], { encoding: 'utf8' });
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(`${path}:6:10: `);
    expect(done.stderr).toContain('try      name');
  });
});

describe('docs/custom-requirements.md', () => {
  it('shows the example file as it is, and it is read without an error', () => {
    const page = readFileSync('docs/custom-requirements.md', 'utf8');
    expect(page).toContain(readFileSync('docs/examples/requirements.yaml', 'utf8'));
    const argv = ['plan', '--requirements=docs/examples/requirements.yaml', '-o', 'json'];
    const done = spawnSync(executable, argv, { encoding: 'utf8' });
    expect(JSON.parse(done.stdout)).toMatchObject({ requirements: { length: 5 } });
  });
});
