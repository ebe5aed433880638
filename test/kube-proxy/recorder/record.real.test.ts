import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect } from 'vitest';
import { realIt } from '../../real.ts';
import { plain, type Script } from '../written/script.ts';
import { scriptsOf, shellOf } from '../written/scripts-of.ts';
import type { Recording } from './record.ts';

const program = fileURLToPath(new URL('../../../scripts/record-kube-proxy.ts', import.meta.url));
const noted = /^(?:nft|ipset|ip6?tables(?:-restore|-save)?)$/u;

/** A kube-proxy that does what is written down for it: what is noted must then be the same. */
describe('record-kube-proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-stand-in-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const mode of ['nftables', 'iptables'] as const) {
    realIt(
      `notes each program with its words and its input (${mode})`,
      ['root', 'unshare', 'nft', 'iptables', 'ip'],
      () => {
        const standIn = join(folder, `kube-proxy-${mode}`);
        const scripts = scriptsOf(mode, 'ipv4', plain);
        const version = '[ "$1" = --version ] && { echo "Kubernetes v1.36.0"; exit 0; }';
        writeFileSync(standIn, `#!/bin/sh\n${version}\n${shellOf(scripts)}exec sleep 60\n`);
        chmodSync(standIn, 0o755);
        const words = [program, standIn, mode, 'a new cluster', folder, '1500'];
        const done = spawnSync('unshare', ['--net', '--mount', '--', process.execPath, ...words], {
          encoding: 'utf8',
        });
        expect(done.stderr + done.stdout).toContain('a-new-cluster.json');
        const file = join(folder, mode, 'a-new-cluster.json');
        const recording: Recording = JSON.parse(readFileSync(file, 'utf8'));
        expect(recording).toMatchObject({ kubeProxy: 'Kubernetes v1.36.0', mode, setting: plain });
        expect(recording.ended).toBeUndefined();
        expect(recording.scripts.map(essence)).toEqual(
          scripts.filter(({ argv: [name] }) => noted.test(name)).map(essence),
        );
      },
      60_000,
    );
  }
});

function essence({ argv, stdin }: Script): string {
  return [argv.join(' '), stdin ?? ''].join('\n');
}
