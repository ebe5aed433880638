import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RequirementDiff, RequirementList } from '../../src/findings/requirement-list.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');

function run(...argv: readonly string[]) {
  return spawnSync(executable, ['requirements', ...argv], { encoding: 'utf8', env: {} });
}

function listOf(...argv: readonly string[]): RequirementList {
  const { status, stdout, stderr } = run(...argv, '-o', 'json');
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as RequirementList;
}

const tools = ({ requirements }: RequirementList) =>
  requirements.filter(({ kind }) => kind === 'tool').map(({ name }) => name);

describe('kube-preflight requirements', () => {
  it('needs no iptables in nftables mode on RHEL 10, and says why the kubelet pulls it in', () => {
    const list = listOf('--mode=nftables', '--kubernetes-version=v1.36', '--distro=rhel10');
    expect(tools(list)).toEqual(['losetup', 'mount', 'cp', 'nft']);
    expect(list.install.map(({ command }) => command)).toEqual(['dnf install util-linux coreutils nftables']);
    const note = list.notes.find(({ source }) => source.includes('kubernetes/release#4434'));
    expect(note?.says).toMatch(/iptables is not needed.*depend on iptables >= 1\.4\.21/u);
  });

  it('needs iptables and ipset in ipvs mode, and no ipvsadm', () => {
    const list = listOf('--mode=ipvs', '--families=ipv4', '--distro=debian');
    expect(tools(list)).toEqual(
      expect.arrayContaining(['iptables', 'iptables-save', 'iptables-restore', 'ipset']),
    );
    expect(list.install[0]?.command).toBe('apt-get install mount coreutils iptables ipset');
    expect(JSON.stringify(list.requirements)).not.toContain('ipvsadm');
    expect(list.notes.map(({ says }) => says).join(' ')).toContain('ipvsadm is not needed');
  });

  it('takes the mode of the release where none is named', () => {
    expect(listOf('--kubernetes-version=v1.36').subject.mode).toBe('iptables');
    expect(listOf('--kubernetes-version=v1.40').subject.mode).toBe('nftables');
  });

  it('prints the same as YAML, and tables for people and pages', () => {
    const argv = ['--mode=nftables', '--component=kubelet,kube-proxy', '--cni=calico', '--role=worker'];
    expect(parse(run(...argv, '-o', 'yaml').stdout)).toEqual(listOf(...argv));
    expect(run(...argv, '-o', 'markdown').stdout).toMatch(/^# What a node needs\n[\s\S]*\| `nft` \|/u);
    const table = run(...argv).stdout;
    expect(table).toMatch(/\ntools\n {2}losetup +required by kubelet/u);
    expect(table).toMatch(/\n {2}RHEL, CentOS, Rocky, Alma 10 dnf install /u);
    for (const line of table.split('\n')) expect(line).not.toMatch(/ $|undefined/u);
  });

  it('says what changes between releases and modes', () => {
    const diff = JSON.parse(run('--diff=v1.32..v1.37', '-o', 'json').stdout) as RequirementDiff;
    expect(diff.removed.map(({ name }) => name)).toEqual(expect.arrayContaining(['nsenter', 'tc', 'touch']));
    const text = run('--diff', 'iptables..nftables').stdout;
    expect(text).toMatch(/needed now\n {2}\+ nft >= 1\.0\.1/u);
    expect(text).toMatch(/no longer needed\n {2}- iptables >= 1\.4\.21/u);
    expect(run('--diff', 'pod..host', '-o', 'markdown').stdout).toContain('# What changes for a node');
    expect(run('--diff', 'v1.36..v1.36').stdout).toContain('no requirement changes');
  });

  it.each([
    [['--diff', 'v1.32..nftables'], /two releases, modes or places/u],
    [['--diff', 'v1.32'], /two releases, modes or places/u],
    [['--diff', 'v9..v1.37'], /"v9" is no Kubernetes release/u],
    [['--kubernetes-version', 'new'], /"new" is no Kubernetes release/u],
    [['--distro', 'debain'], /did you mean debian/u],
    [['--mode', 'userspace'], /iptables/u],
    [['--cni', 'weave'], /--cni does not know "weave"/u],
    [['surplus'], /does not take/u],
  ])('refuses %o', (argv, message) => {
    const { status, stderr } = run(...argv);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
