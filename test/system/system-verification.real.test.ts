import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Fact } from '../../src/probes/fact.ts';
import type { CgroupFacts } from '../../src/probes/cgroups/facts.ts';
import type { KernelConfigFacts } from '../../src/probes/kernel-config/facts.ts';
import { realIt } from '../real.ts';

const runner = fileURLToPath(new URL('../runners/judge-system.ts', import.meta.url));

interface Answer {
  readonly facts: {
    readonly cgroups: Fact<CgroupFacts>;
    readonly kernelConfig: Fact<KernelConfigFacts>;
  };
  readonly findings: readonly ToldFinding[];
}

/** Judges this host after `prepare` changed what it looks like, in a private mount namespace. */
function judge(prepare: string, version = 'v1.36.2', policy = 'mode-aware'): Answer {
  // The directory is on a tmpfs of the namespace, and goes with it.
  const script = `set -e\nmount -t tmpfs none /mnt\nwork=/mnt\n${prepare}\nexec "$@"`;
  const program = [process.execPath, runner, version, policy];
  const ran = spawnSync(
    '/usr/bin/unshare',
    ['-m', '--propagation', 'private', 'sh', '-c', script, 'sh', ...program],
    { encoding: 'utf8', timeout: 15_000, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
  );
  if (ran.status !== 0) throw new Error(`the runner ended with ${ran.status}: ${ran.stderr}`);
  const answer: Answer = JSON.parse(ran.stdout);
  return answer;
}

const short = ({ findings }: Answer): readonly string[] =>
  findings.map(({ verdict, code }) => `${verdict} ${code}`);

/** Everything that this kernel says of itself, with some options turned off, packed or plain. */
const configWithout = (...options: readonly string[]): string =>
  `zcat /proc/config.gz | sed -E 's/^CONFIG_(${options.join('|')})=.*/# CONFIG_\\1 is not set/' > $work/config`;
const hideConfig = ': > $work/empty; mount --bind $work/empty /proc/config.gz; mount -t tmpfs none /boot';
const onlyV2 = 'umount -l /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup';

/** A test for a kernel that shows its configuration. */
function kernelIt(name: string, run: () => void): void {
  const needs = ['root', 'unshare', 'zcat'];
  realIt(name, existsSync('/proc/config.gz') ? needs : [...needs, '/proc/config.gz'], run);
}

/** A kernel without modules has no such file. */
function modulesNow(): string {
  return existsSync('/proc/modules') ? readFileSync('/proc/modules', 'utf8') : '';
}

describe('SystemVerification on this kernel', () => {
  kernelIt('reads the configuration that the kernel itself shows', () => {
    const { kernelConfig } = judge('true').facts;
    if (!kernelConfig.known) throw new Error(kernelConfig.cause.detail);
    expect(kernelConfig.value.source).toBe('/proc/config.gz');
    const text = gunzipSync(readFileSync('/proc/config.gz')).toString();
    for (const [option, value] of Object.entries(kernelConfig.value.options))
      expect(text).toContain(`${option}=${value}`);
    expect(kernelConfig.value.options['CONFIG_NET_NS']).toBe('y');
  });

  kernelIt('finds what another /proc/config.gz lacks, by want and as kubeadm', () => {
    const prepare = `${configWithout('NET_NS', 'NETFILTER_XT_MATCH_COMMENT')}; gzip $work/config; mount --bind $work/config.gz /proc/config.gz`;
    const byWant = judge(prepare, 'v1.30.1').findings[0];
    expect(byWant?.code).toBe('kernel.options-missing');
    expect(byWant?.args['options']).toEqual(['CONFIG_NET_NS']);
    const [asKubeadm] = judge(prepare, 'v1.30.1', 'kubeadm').findings;
    expect(asKubeadm?.have).toBe('unexpected kernel config: CONFIG_NET_NS CONFIG_NETFILTER_XT_MATCH_COMMENT');
  });

  kernelIt('goes on to /boot where /proc/config.gz is damaged, and kubeadm does not', () => {
    const prepare = `${configWithout('NONE')}; echo no > $work/bad; mount --bind $work/bad /proc/config.gz; mount -t tmpfs none /boot; cp $work/config /boot/config-${release()}`;
    const { facts } = judge(prepare, 'v1.30.1');
    if (!facts.kernelConfig.known) throw new Error(facts.kernelConfig.cause.detail);
    expect(facts.kernelConfig.value.source).toBe(`/boot/config-${release()}`);
    expect(short(judge(prepare, 'v1.30.1', 'kubeadm'))).toEqual(['fail system.kubeadm-fails']);
  });

  kernelIt('cannot tell without any, and no module is loaded to see one', () => {
    const modules = modulesNow();
    expect(short(judge(hideConfig, 'v1.30.1'))).toEqual(['unknown kernel.config-unknown']);
    expect(short(judge(hideConfig, 'v1.30.1', 'kubeadm'))).toEqual(['fail system.kubeadm-fails']);
    expect(modulesNow()).toBe(modules);
  });

  kernelIt('sees cgroup v2 where it is mounted alone, and what v1 keeps from it', () => {
    const { facts, findings } = judge(onlyV2);
    if (!facts.cgroups.known) throw new Error(facts.cgroups.cause.detail);
    const { unified, mounts, subsystems = [] } = facts.cgroups.value;
    expect(mounts).toEqual([expect.objectContaining({ point: '/sys/fs/cgroup', type: 'cgroup2' })]);
    expect(unified?.freezer).not.toBe(false);
    const bound = subsystems.filter(({ hierarchy }) => hierarchy !== 0).map(({ name }) => name);
    expect(bound.filter((name) => unified?.controllers?.includes(name))).toEqual([]);
    const required = ['cpu', 'cpuset', 'memory', 'pids'].filter(
      (name) => unified?.controllers?.includes(name) !== true,
    );
    expect(findings[0]?.args['missing'] ?? []).toEqual(required);
  });

  kernelIt('is told apart from a cgroup v2 mounted read-only, in which kubeadm finds no freezer', () => {
    const [, warned] = judge(
      `${onlyV2}; mount -o remount,bind,ro /sys/fs/cgroup`,
      'v1.34.2',
      'kubeadm',
    ).findings;
    expect(warned?.args['kinds']).toContain('cgroup-root');
  });

  kernelIt('reads /proc/cgroups for v1', () => {
    const prepare = [
      "sed -E 's/^(memory.*)1$/\\10/' /proc/cgroups > $work/cgroups",
      'mount --bind $work/cgroups /proc/cgroups',
      'umount -l /sys/fs/cgroup',
      'mount -t tmpfs none /sys/fs/cgroup',
      'mkdir /sys/fs/cgroup/memory',
    ].join('\n');
    const [failed] = judge(prepare, 'v1.33.5', 'kubeadm').findings;
    expect(failed?.have).toBe('missing required cgroups: memory');
  });

  kernelIt('leaves no cgroup behind', () => {
    const before = cgroupsNow();
    judge('true', 'v1.36.2', 'kubeadm');
    expect(cgroupsNow()).toEqual(before);
  });
});

function directoriesIn(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}`);
}

function cgroupsNow(): readonly string[] {
  return directoriesIn('/sys/fs/cgroup').flatMap((path) => [path, ...directoriesIn(path)]);
}
