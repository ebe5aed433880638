import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectRuntime } from '../../src/host/cri/connect-runtime.ts';

export interface Containerd {
  readonly socket: string;
  readonly pid: number;
  /** What it was configured with. */
  readonly config: string;
  /** Ends it at once, and leaves its socket behind. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A containerd of the machine's own package, with a root, a state and sockets of its own. */
export async function startContainerd(more = ''): Promise<Containerd> {
  const directory = mkdtempSync(join(tmpdir(), 'containerd-'));
  const socket = join(directory, 'containerd.sock');
  const file = join(directory, 'config.toml');
  const config = [
    'version = 2',
    `root = "${directory}/root"`,
    `state = "${directory}/state"`,
    // Lists of the top level must stand before the first table.
    more,
    '[grpc]',
    `  address = "${socket}"`,
    '[ttrpc]',
    `  address = "${socket}.ttrpc"`,
    '',
  ].join('\n');
  writeFileSync(file, config);
  const child = spawn('containerd', ['--config', file, '--log-level', 'error'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
  };
  await untilItListens(child, socket);
  return {
    socket,
    pid: child.pid ?? 0,
    config,
    crash: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilItListens(child: ChildProcess, socket: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && child.exitCode === null) {
    if (existsSync(socket) && (await isInitialised(socket))) return;
    await sleep(20);
  }
  child.kill('SIGKILL');
  throw new Error(`containerd does not listen at ${socket}`);
}

/** It takes calls before its CRI is initialised, and fails them; without CRI it says so. */
async function isInitialised(socket: string): Promise<boolean> {
  const client = connectRuntime(socket);
  try {
    const status = await client.status(500);
    return status.ok || status.fault === 'unimplemented';
  } finally {
    client.close();
  }
}
