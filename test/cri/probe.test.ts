import { createServer, type Server, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { imagesProbe } from '../../src/probes/cri/images-probe.ts';
import type { PullStep } from '../../src/probes/cri/survey.ts';
import { type FakeCri, type FakeCriOptions, startFakeCri } from '../fakes/fake-cri.ts';
import { judged, lookAt, surveyFor } from './look.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function fake(options: FakeCriOptions = {}): Promise<FakeCri> {
  const cri = await startFakeCri(options);
  ends.push(() => cri.close());
  return cri;
}

/** A server that is no runtime. */
async function listen(onConnection: (socket: Socket) => void): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'no-cri-'));
  const path = join(directory, 'x.sock');
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  ends.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
    rmSync(directory, { recursive: true });
  });
  return path;
}

describe('criProbe', () => {
  it('hears from containerd 2.1 which cgroup driver it uses', async () => {
    const { socket } = await fake({ cgroupDriver: 'cgroupfs' });
    const facts = await lookAt(socket);
    expect(facts.answers?.cgroupDriver).toEqual({ ok: true, value: 'cgroupfs' });
    expect(facts.answers?.v1alpha2).toBeUndefined();
    expect(judged(facts)).toEqual(['info cri.network-not-ready']);
    expect(judged(facts, { version: 'v1.30.1' })).toContain('fail cgroup-driver.differs');
  });

  it.each<readonly [string, FakeCriOptions, readonly string[]]>([
    ['knows nothing before v1', {}, ['info cri.network-not-ready']],
    ['knows v1alpha2 only', { speaks: 'v1alpha2' }, ['fail cri.v1alpha2-only']],
    ['knows no CRI', { speaks: 'nothing' }, ['fail cri.unimplemented']],
    ['cannot say how it does', { statusError: 'server is not initialized yet' }, ['fail cri.status-failed']],
    [
      'has no RuntimeConfig',
      { cgroupDriver: 'unimplemented' },
      ['info cri.network-not-ready', 'warn runtime-version.too-old'],
    ],
    ['is slow', { delayMs: 1200 }, ['info cri.network-not-ready', 'warn cri.slow']],
    ['is too slow', { delayMs: 3000 }, ['fail cri.timed-out']],
  ])('judges a runtime that %s', async (_, options, expected) => {
    const { socket } = await fake(options);
    const said = judged(await lookAt(socket));
    expect(said.filter((line) => !line.startsWith('unknown'))).toEqual(expected);
  });

  it.each<readonly [string, (socket: Socket) => void, string]>([
    ['answers in HTTP/1.1', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'not-grpc'],
    ['hangs up', (socket) => void socket.end(), 'not-grpc'],
    ['answers with noise', (socket) => void socket.write(Buffer.alloc(4096, 7)), 'not-grpc'],
    ['says nothing', () => undefined, 'timed-out'],
  ])('knows a server that %s from a runtime', async (_, onConnection, fault) => {
    const started = performance.now();
    const facts = await lookAt(await listen(onConnection));
    expect(performance.now() - started).toBeLessThan(3000);
    expect(facts.answers?.version).toMatchObject({ ok: false, fault });
    expect(judged(facts)).toContain(`fail cri.${fault}`);
    expect(facts.listener).toContain(`(pid ${process.pid})`);
  });

  it('tells a file, a directory and an impossible path from a socket', async () => {
    const states = await Promise.all(
      ['/etc/passwd', '/etc', '/etc/passwd/x', `/tmp/${'x'.repeat(200)}`].map(
        async (path) => (await lookAt(path)).socket.state,
      ),
    );
    expect(states).toEqual(['not-a-socket', 'not-a-socket', 'absent', 'failed']);
  });
});

describe('imagesProbe', () => {
  const images = ['r/kube-apiserver:v1', 'r/pause:3', 'r/etcd:3'];

  async function pull(cri: FakeCri, how: 'none' | 'missing' | 'all') {
    const steps: string[] = [];
    const onPull = ({ image, index, count, state }: PullStep): void =>
      void steps.push(`${index}/${count} ${state} ${image}`);
    const fact = await imagesProbe.run(
      createLinuxHost(),
      surveyFor(cri.socket, { images, pull: how, onPull }),
    );
    return { steps, states: fact.known ? fact.value.images.map(({ state }) => state) : fact.cause };
  }

  it('only looks, unless it is asked to pull', async () => {
    const cri = await fake({ images: ['r/pause:3'] });
    expect(await pull(cri, 'none')).toEqual({ steps: [], states: ['missing', 'present', 'missing'] });
    expect(cri.pulled).toEqual([]);
  });

  it('pulls what is missing, in order, and tells each step', async () => {
    const cri = await fake({ images: ['r/pause:3'] });
    const { steps, states } = await pull(cri, 'missing');
    expect(states).toEqual(['pulled', 'present', 'pulled']);
    expect(cri.pulled).toEqual(['r/kube-apiserver:v1', 'r/etcd:3']);
    expect(steps).toEqual([
      '1/3 pulling r/kube-apiserver:v1',
      '1/3 pulled r/kube-apiserver:v1',
      '2/3 present r/pause:3',
      '3/3 pulling r/etcd:3',
      '3/3 pulled r/etcd:3',
    ]);
  });

  it('pulls all under imagePullPolicy Always', async () => {
    const cri = await fake({ images });
    expect((await pull(cri, 'all')).states).toEqual(['pulled', 'pulled', 'pulled']);
  });

  it('tries five times, as kubeadm does, and goes on with the next image', async () => {
    let tries = 0;
    const cri = await fake({
      refusePull: (image) => {
        if (image !== 'r/pause:3') return undefined;
        tries += 1;
        return 'not found';
      },
    });
    expect((await pull(cri, 'missing')).states).toEqual(['pulled', 'failed', 'pulled']);
    expect(tries).toBe(5);
  });

  it('says that there is no runtime to ask', async () => {
    const fact = await imagesProbe.run(createLinuxHost(), surveyFor('/nonexistent/cri.sock'));
    expect(fact).toMatchObject({ known: false, cause: { code: 'not-found' } });
  });
});
