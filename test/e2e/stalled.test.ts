import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Judgement } from '../../src/findings/judgement.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');

/** Servers that take a connection, or a question, and never answer. */
const silent = `
  const { createServer } = require('node:net');
  const { createSocket } = require('node:dgram');
  const { writeFileSync } = require('node:fs');
  createServer(() => {}).listen(6443, '127.0.0.1', () =>
    createServer(() => {}).listen('/run/silent.sock', () =>
      createSocket('udp4').bind(53, '127.0.0.9', () => writeFileSync('/run/ready', ''))));`;

const script = `
set -eu
mount --make-rprivate /
mount -t tmpfs tmpfs /run
ip link set lo up
printf 'nameserver 127.0.0.9\\n' > /run/resolv.conf
mount --bind /run/resolv.conf /etc/resolv.conf
printf '#!/bin/sh\\nexec sleep 60\\n' > /run/systemctl; chmod 755 /run/systemctl
mount --bind /run/systemctl /usr/bin/systemctl
"$NODE" -e "$SILENT" &
while [ ! -e /run/ready ]; do sleep 0.02; done
exec "$@"
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stalled-'));
  writeFileSync(
    join(folder, 'kubeconfig'),
    `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://127.0.0.1:6443", insecure-skip-tls-verify: true}}]
users: [{name: u, user: {token: abc}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('kube-preflight join, when nothing answers', () => {
  realIt(
    'waits for all at once: the API server, DNS, the runtime and systemctl',
    ['root', 'unshare', 'mount', 'ip', 'systemctl'],
    () => {
      const flags = ['--kubeconfig', join(folder, 'kubeconfig'), '--api-timeout', '3s', '-o', 'json'];
      const argv = [executable, 'join', ...flags, '--cri-socket', 'unix:///run/silent.sock'];
      const options = ['--node-name', 'nobody-knows-this', '10.0.0.1:6443'];
      const started = performance.now();
      const run = spawnSync(
        'unshare',
        [
          '--mount',
          '--net',
          '--pid',
          '--fork',
          '--kill-child',
          'sh',
          '-c',
          script,
          'sh',
          ...argv,
          ...options,
        ],
        {
          encoding: 'utf8',
          env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', NODE: process.execPath, SILENT: silent },
        },
      );
      const took = performance.now() - started;
      expect(run.stderr).toBe('');
      const { findings } = JSON.parse(run.stdout) as Judgement;
      const verdicts = new Map(findings.map(({ check, verdict }) => [check, verdict]));
      expect(verdicts.get('ClusterAPI')).toBe('unknown');
      expect(verdicts.get('Hostname')).toBe('warn');
      expect(['fail', 'unknown']).toContain(verdicts.get('CRI'));
      // 3 s for the API server, and nothing beside it; one after the other it would be some 3 + 1.5 + 1.5 + 2.
      expect(took).toBeLessThan(4500);
    },
  );
});
