import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { kubeconfigText } from '../cluster/cluster-files.ts';
import { type Ca, makeCa } from '../fakes/certificates.ts';
import { type ApiServer, startApiServer } from '../fakes/fake-api-server.ts';
import { realIt } from '../real.ts';
import { schemasIn } from './collecting.ts';
import { FakeCluster } from './fake-cluster.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const needs = ['openssl', executable];
const facts = 'kube-preflight/facts/v1';
const unreachable = 'kube-preflight/unreachable/v1';
const cas: Ca[] = [];
const servers: ApiServer[] = [];
let folder = '';
let nodes = '';
let cluster = new FakeCluster();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kube-preflight-collect-'));
  nodes = join(folder, 'site', 'nodes');
  cluster = new FakeCluster();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => {
  for (const ca of cas) ca.remove();
});

async function serve(): Promise<string> {
  const [ca = makeCa()] = cas;
  cas[0] = ca;
  const server = await startApiServer({
    ca,
    tokens: ['s3cret'],
    handle: (url, response) => cluster.handle(url, response),
  });
  servers.push(server);
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, kubeconfigText({ url: server.url, ca, token: 's3cret' }));
  return path;
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program, asynchronously: the server is in this process. */
function run(
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  const child = spawn(executable, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.on('close', (code) => resolve({ code, stdout, stderr }));
  onStart(child);
  return promise;
}

function collect(kubeconfig: string, ...more: readonly string[]): Promise<Ran> {
  return run(['fleet', 'collect', '--kubeconfig', kubeconfig, '-d', nodes, ...more]);
}

describe('fleet collect', () => {
  realIt(
    'writes a file a node, for the owner alone, and asks no second time',
    needs,
    async () => {
      for (const name of ['node-1', 'node-2', 'node-3.example.net']) cluster.add(name);
      const kubeconfig = await serve();
      expect(await collect(kubeconfig)).toEqual({
        code: 0,
        stdout: '',
        stderr: `3 of 3 nodes in ${nodes}\n`,
      });
      expect(schemasIn(nodes)).toEqual({
        'node-1.json': facts,
        'node-2.json': facts,
        'node-3.example.net.json': facts,
      });
      expect(statSync(join(nodes, 'node-1.json')).mode & 0o777).toBe(0o600);
      expect(statSync(nodes).mode & 0o777).toBe(0o700);

      // One is torn, one is of an earlier pod, one is as it should be.
      const whole = readFileSync(join(nodes, 'node-1.json'), 'utf8');
      writeFileSync(join(nodes, 'node-1.json'), whole.slice(0, 4000));
      const later = { startedAt: '2026-11-21T00:00:00Z', finishedAt: '2026-11-21T00:00:01Z' };
      cluster.put({
        name: 'facts-node-2',
        node: 'node-2',
        facts: { terminated: { exitCode: 0, ...later } },
      });
      cluster.asked.length = 0;
      const second = await collect(kubeconfig);
      expect(second.code).toBe(0);
      expect(second.stderr).toBe(`3 of 3 nodes in ${nodes}, 1 of them since an earlier run\n`);
      expect(cluster.asked.toSorted()).toEqual(['facts-node-1', 'facts-node-2']);
      expect(readFileSync(join(nodes, 'node-1.json'), 'utf8')).toBe(whole);

      cluster.asked.length = 0;
      expect((await collect(kubeconfig, '--refresh')).code).toBe(0);
      expect(cluster.asked.length).toBe(3);
    },
    60_000,
  );

  realIt(
    'goes on where it was killed',
    needs,
    async () => {
      for (let index = 0; index < 40; index += 1) cluster.add(`node-${index}`);
      const kubeconfig = await serve();
      cluster.logMs = 30;
      const args = ['fleet', 'collect', '--kubeconfig', kubeconfig, '-d', nodes, '--parallel', '2'];
      await run(args, (child) => {
        cluster.onLog = () => {
          if (cluster.asked.length === 12) child.kill('SIGKILL');
        };
      });
      cluster.onLog = () => undefined;
      const there = readdirSync(nodes).filter((name) => !name.startsWith('.'));
      expect(there.length).toBeGreaterThan(5);
      expect(there.length).toBeLessThan(13);
      expect(new Set(Object.values(schemasIn(nodes)))).toEqual(new Set([facts]));
      cluster.asked.length = 0;
      const { code, stderr } = await collect(kubeconfig);
      expect(code).toBe(0);
      expect(stderr).toBe(`40 of 40 nodes in ${nodes}, ${there.length} of them since an earlier run\n`);
      const rest = cluster.nodes.filter(({ name }) => !there.includes(`${name}.json`));
      expect(cluster.asked.toSorted()).toEqual(rest.map(({ name }) => `facts-${name}`).toSorted());
    },
    60_000,
  );

  realIt(
    'ends in a report whose counts are the truth',
    needs,
    async () => {
      for (const name of ['good-1', 'good-2', 'good-3', 'garbage', 'refused', 'killed']) cluster.add(name);
      cluster.nodes.push({ name: 'dark', ready: 'Unknown' });
      cluster.logs.set('facts-garbage', { text: '\u001B[2J{"schema":"\u001B]0;x\u0007"}\n' });
      cluster.logs.set('facts-refused', { status: 403 });
      cluster.put({
        name: 'facts-killed',
        node: 'killed',
        facts: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      });
      const { code, stderr } = await collect(await serve());
      expect(code).toBe(1);
      expect(stderr).toContain(`3 of 7 nodes in ${nodes}\n`);
      expect(stderr).toContain(
        'killed: failed: pod facts-killed: container facts ended with 137 (OOMKilled)\n',
      );
      expect(stderr).not.toContain('\u001B');
      expect(Object.values(schemasIn(nodes)).filter((schema) => schema === unreachable).length).toBe(4);
      const report = await run(['fleet', 'report', nodes, '-o', 'json']);
      expect(JSON.parse(report.stdout)).toMatchObject({
        totals: { nodes: 7, judged: 3, unreachable: 1, failed: 3, unreadable: 0, duplicate: 0 },
      });
    },
    60_000,
  );

  realIt('writes lines to standard output, which fleet report takes', needs, async () => {
    for (const name of ['node-1', 'node-2']) cluster.add(name);
    cluster.nodes.push({ name: 'dark', ready: 'Unknown' });
    const kubeconfig = await serve();
    const { code, stdout, stderr } = await run(['fleet', 'collect', '--kubeconfig', kubeconfig, '-d', '-']);
    expect(code).toBe(1);
    expect(stderr).toContain('2 of 3 nodes in standard output\n');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { schema: string }).schema).toSorted()).toEqual([
      facts,
      facts,
      unreachable,
    ]);
  });

  realIt('leaves what it has when it is stopped by a signal', needs, async () => {
    cluster.add('node-1');
    cluster.add('slow', { facts: { running: {} } });
    const kubeconfig = await serve();
    const args = ['fleet', 'collect', '--kubeconfig', kubeconfig, '-d', nodes];
    const { code, stderr } = await run(args, (child) => {
      cluster.onLog = () => setTimeout(() => child.kill('SIGINT'), 300);
    });
    expect(code).toBe(130);
    expect(stderr).toContain('stopped by a signal: 1 node not asked');
    expect(schemasIn(nodes)).toEqual({ 'node-1.json': facts });
  });

  realIt(
    'lets no name of a node lead out of its directory, and keeps other files',
    needs,
    async () => {
      cluster.add('node-1');
      cluster.nodes.push({ name: '../../escaped' }, { name: '' });
      const kubeconfig = await serve();
      await collect(kubeconfig, '--timeout', '2');
      writeFileSync(join(nodes, 'gone.json'), '{}');
      const { code, stderr } = await collect(kubeconfig, '--timeout', '2s');
      expect(code).toBe(1);
      expect(stderr).toContain(`of no node that this cluster has: 1 file in ${nodes}\n`);
      expect(readdirSync(nodes).toSorted()).toEqual(['gone.json', 'node-1.json']);
      expect(readdirSync(folder).toSorted()).toEqual(['kubeconfig', 'site']);
    },
    90_000,
  );

  realIt(
    'ends as docs/exit-codes.md says when nothing can be collected',
    needs,
    async () => {
      cluster.add('node-1');
      const kubeconfig = await serve();
      cluster.listStatus = { status: 403 };
      expect(await collect(kubeconfig)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('may not list'),
      });
      expect(await collect('/nonexistent')).toMatchObject({ code: 3 });
      expect(await run(['fleet', 'collect', '-d', nodes])).toMatchObject({ code: 2 });
      expect(await collect(kubeconfig, '--proxy-mode', 'ipvs')).toMatchObject({ code: 2 });
      expect(await collect(kubeconfig, '--parallel', '0')).toMatchObject({ code: 2 });
      expect(await run(['fleet', 'report', nodes, '--refresh'])).toMatchObject({ code: 2 });
      expect(await collect(kubeconfig, '-d', '/proc/nodes')).toMatchObject({ code: 4 });
    },
    60_000,
  );
});
