import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLinuxHost } from '../../src/host/linux-host.ts';

export interface EtcdServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Paths of PEM files. */
export interface EtcdTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** A port of loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/**
 * A real etcd on loopback with a data directory of its own.
 * @param tls absent: it speaks plain http; else it wants a certificate of that CA from clients
 */
export async function startEtcd(tls?: EtcdTls): Promise<EtcdServer> {
  const directory = mkdtempSync(join(tmpdir(), 'etcd-'));
  const [port, peer] = [await freePort(), await freePort()];
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  const child = spawn(
    'etcd',
    [
      '--name=test',
      `--data-dir=${directory}/data`,
      '--log-level=error',
      '--unsafe-no-fsync',
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=test=${peerUrl}`,
      ...(tls === undefined
        ? []
        : [
            `--cert-file=${tls.cert}`,
            `--key-file=${tls.key}`,
            `--trusted-ca-file=${tls.ca}`,
            '--client-cert-auth',
          ]),
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await untilItListens(child, url);
  return {
    url,
    port,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilItListens(child: ChildProcess, url: string): Promise<void> {
  const host = createLinuxHost();
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const result = await host.httpGet({ url: `${url}/version`, tls: { ca: '' }, deadlineMs: 500 });
    // Over TLS it cannot be trusted without its CA, and that much tells that it is there.
    if (result.ok || result.stage === 'trust') return;
    await sleep(30);
  }
  child.kill('SIGKILL');
  throw new Error(`etcd does not listen at ${url}`);
}
