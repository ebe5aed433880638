import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KubeadmArgs } from '../../src/findings/kubeadm-args.ts';
import { type FakeCri, startFakeCri } from '../fakes/fake-cri.ts';
import { iptablesNames, runWithout } from '../hidden-tools.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const needs = ['root', 'nft'] as const;
const common = ['--kubernetes-version=v1.36.2', '--proxy-mode=nftables', '--node-name=node-1'];

let cri: FakeCri;
beforeAll(async () => {
  cri = await startFakeCri({ cgroupDriver: 'systemd' });
});
afterAll(() => cri.close());

interface Done {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** With a runtime that answers, and nothing on the search path: what kubeadm looks for there it does not find. */
async function withoutPath(...argv: readonly string[]): Promise<Done> {
  const child = spawn(executable, [...argv, ...common, `--cri-socket=unix://${cri.socket}`], {
    env: { PATH: '/nonexistent' },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { status, ...output };
}

/** What fails on the machine of the test, so that a run with these ignored is ready. */
async function amiss(): Promise<string> {
  const { stdout } = await withoutPath('init', '-o', 'json');
  const report = JSON.parse(stdout) as { findings: { check: string; verdict: string }[] };
  const failing = report.findings.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check);
  return `--ignore-preflight-errors=${['Mem', ...new Set(failing)].join(',')}`;
}

describe('kube-preflight kubeadm-args', () => {
  realIt(
    'has an old kubeadm ignore the tools that nothing needs here, and what it is told to',
    needs,
    async () => {
      const ignore = await amiss();
      const done = await withoutPath('kubeadm-args', 'init', '-o', 'json', '--for-kubeadm=v1.32.6', ignore);
      const args = JSON.parse(done.stdout) as KubeadmArgs;
      expect(args).toMatchObject({ agrees: true, blockers: [], kubeadm: 'v1.32.6' });
      expect(done.status).toBe(0);
      const tools = args.ignored.map(({ name }) => name).filter((name) => name.startsWith('FileExisting-'));
      expect(tools).toEqual(
        expect.arrayContaining(['FileExisting-ip', 'FileExisting-iptables', 'FileExisting-nsenter']),
      );
      expect(args.flags).toEqual([
        `--ignore-preflight-errors=${args.ignored.map(({ name }) => name).join(',')}`,
      ]);
      expect(args.ignored.every(({ why }) => why.startsWith('kubeadm v1.32.6: '))).toBe(true);
    },
  );

  realIt('has a newer kubeadm ignore less', needs, async () => {
    const ignore = await amiss();
    const quiet = ['kubeadm-args', 'init', '--quiet', ignore];
    const old = await withoutPath(...quiet, '--for-kubeadm=v1.32.6');
    const recent = await withoutPath(...quiet, '--for-kubeadm=v1.36.2');
    expect([old.status, recent.status]).toEqual([0, 0]);
    expect([old.stderr, recent.stderr]).toEqual(['', '']);
    expect(old.stdout).toMatch(/FileExisting-iptables/u);
    expect(recent.stdout).not.toMatch(/FileExisting-iptables/u);
    expect(recent.stdout).toMatch(/^--ignore-preflight-errors=\S+\n$/u);
  });

  realIt(
    'never has kubeadm ignore what it fails itself, and says why',
    ['root', 'unshare', 'mount', 'nft'],
    () => {
      const ran = runWithout(
        ['nft', ...iptablesNames()],
        [executable, 'kubeadm-args', 'init', '--quiet', '--for-kubeadm=v1.32.6', ...common],
      );
      expect(ran.status).toBe(1);
      expect(ran.stdout).toBe('');
      expect(ran.stderr).toMatch(/^not ready:[\s\S]*FileExisting-nft: /u);
    },
  );

  it.each<readonly [string, readonly string[], number, string]>([
    ['no command of kubeadm', ['reset'], 2, 'kubeadm-args knows init, join, upgrade apply and upgrade node'],
    ['no release', ['init', '--for-kubeadm=rubbish'], 2, '--for-kubeadm is no release'],
    ['a surplus word', ['init', 'now'], 2, 'does not take "now"'],
    ['a configuration that is none', ['init', '--pod-network-cidr=rubbish'], 3, 'rubbish'],
  ])('refuses %s', (_, argv, status, text) => {
    const ran = spawnSync(executable, ['kubeadm-args', ...argv], { encoding: 'utf8' });
    expect(ran.status).toBe(status);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain(text);
  });
});
