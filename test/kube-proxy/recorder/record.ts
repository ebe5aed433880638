import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProxyMode } from '../../../src/config/plan.ts';
import { addresses, type Script, type Setting } from '../written/script.ts';
import { startApi } from './api-server.ts';
import { configurationOf, kubeconfigOf } from './configuration.ts';
import { makeWrappers, readNotes } from './wrappers.ts';

export interface Recording {
  /** What `kube-proxy --version` says. */
  readonly kubeProxy: string;
  readonly tools: readonly string[];
  readonly mode: ProxyMode;
  readonly setting: Setting;
  readonly scripts: readonly Script[];
  /** Last lines of kube-proxy's log, when it ended by itself. */
  readonly ended?: string;
}

const directories = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const port = 8080;

/**
 * Runs kube-proxy against the scratch cluster until it has been quiet for some seconds. To be called in a network
 * namespace of its own: it changes links and rules.
 */
export async function record(
  program: string,
  mode: ProxyMode,
  setting: Setting,
  quietMs = 5000,
): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-record-'));
  makeNode();
  const api = await startApi('127.0.0.1', port);
  try {
    const bin = makeWrappers(folder, directories);
    const kubeconfig = join(folder, 'kubeconfig');
    const config = join(folder, 'config');
    writeFileSync(kubeconfig, kubeconfigOf(`http://127.0.0.1:${port}`));
    writeFileSync(config, configurationOf(mode, setting, kubeconfig));
    const ended = await runUntilQuiet(program, config, [bin, ...directories].join(':'), folder, quietMs);
    const tools = ['nft', 'iptables', 'ipset'].map((name) => firstLine(name));
    const kubeProxy = firstLine(program);
    const scripts = readNotes(folder);
    return { kubeProxy, tools, mode, setting, scripts, ...(ended === undefined ? {} : { ended }) };
  } finally {
    api.closeAllConnections();
    api.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function firstLine(program: string): string {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0]?.trim() ?? '';
}

function ip(...words: readonly string[]): void {
  spawnSync('ip', words);
}

/** A link with the addresses of the Node, and loopback. */
function makeNode(): void {
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', 'eth0', 'type', 'bridge');
  ip('addr', 'add', `${addresses.ipv4.node}/24`, 'dev', 'eth0');
  ip('addr', 'add', `${addresses.ipv6.node}/64`, 'dev', 'eth0', 'nodad');
  ip('link', 'set', 'eth0', 'up');
}

/** @returns what it last said, if it ended by itself */
async function runUntilQuiet(
  program: string,
  config: string,
  PATH: string,
  folder: string,
  quietMs: number,
): Promise<string | undefined> {
  const child = spawn(program, ['--config', config, '--v=2'], {
    env: { PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => void (log = (log + chunk.toString()).slice(-4000)));
  }
  const closed = new Promise<'ended'>((resolve) => child.once('close', () => resolve('ended')));
  let noted = -1;
  for (let round = 0; round < 24; round += 1) {
    // Each round sees whether anything was run since the last one.
    // eslint-disable-next-line no-await-in-loop
    if ((await Promise.race([closed, wait(quietMs)])) === 'ended') return log;
    const now = readNotes(folder).length;
    if (now > 0 && now === noted) break;
    noted = now;
  }
  child.kill('SIGKILL');
  await closed;
  return undefined;
}
