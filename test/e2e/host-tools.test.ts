import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { iptablesNames, runWithout } from '../hidden-tools.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const needs = ['root', 'unshare', 'mount', 'nft', 'iptables', 'ipset'] as const;

interface Report {
  readonly exitCode: number;
  readonly findings: readonly { readonly check: string; readonly code: string; readonly verdict: string }[];
}

/** The checks of host tools that fail in this mode while these programs are hidden. */
function failing(hidden: readonly string[], ...argv: readonly string[]): readonly string[] {
  const ran = runWithout(hidden, [executable, 'init', '-o', 'json', '--kubernetes-version=v1.36.2', ...argv]);
  expect(ran.stderr).toBe('');
  const report = JSON.parse(ran.stdout) as Report;
  expect(ran.status).toBe(report.exitCode);
  return report.findings
    .filter((finding) => finding.verdict === 'fail' && finding.check.startsWith('FileExisting-'))
    .map((finding) => `${finding.check} ${finding.code}`)
    .sort();
}

/** One package, one finding: the companions are named in that of iptables. */
const iptables = ['iptables'];
const absent = (names: readonly string[]): readonly string[] =>
  names.map((name) => `FileExisting-${name} tool.absent`).sort();
const dual = ['--pod-network-cidr=10.244.0.0/16,fd00::/56', '--service-cidr=10.96.0.0/16,fd01::/112'];

describe('kube-preflight init on a host with real tools', () => {
  realIt('passes its tool checks in every mode while nothing is hidden', needs, () => {
    for (const mode of ['nftables', 'iptables', 'ipvs']) {
      expect(failing([], '--proxy-mode', mode, ...dual)).toEqual([]);
    }
  });

  realIt('needs nft, and no iptables, in nftables mode', needs, () => {
    expect(failing(iptablesNames(), '--proxy-mode=nftables')).toEqual([]);
    expect(failing(['nft'], '--proxy-mode=nftables')).toEqual(absent(['nft']));
  });

  realIt('needs iptables, and no nft, in iptables mode', needs, () => {
    expect(failing(['nft'], '--proxy-mode=iptables')).toEqual([]);
    expect(failing(iptablesNames(), '--proxy-mode=iptables')).toEqual(absent(iptables));
    expect(failing(iptablesNames(), '--proxy-mode=iptables', ...dual)).toEqual(absent(iptables));
  });

  realIt('needs iptables and ipset in ipvs mode', needs, () => {
    expect(failing(['nft'], '--proxy-mode=ipvs')).toEqual([]);
    expect(failing(['ipset'], '--proxy-mode=ipvs')).toEqual(absent(['ipset']));
    expect(failing(iptablesNames(), '--proxy-mode=ipvs')).toEqual(absent(iptables));
  });

  realIt('needs none of them without kube-proxy', needs, () => {
    expect(failing([...iptablesNames(), 'nft', 'ipset'], '--skip-phases=addon/kube-proxy')).toEqual([]);
  });

  realIt('fails under --policy either only when both are hidden', needs, () => {
    for (const mode of ['nftables', 'iptables']) {
      expect(failing(['nft'], '--policy=either', '--proxy-mode', mode)).toEqual([]);
      expect(failing(iptablesNames(), '--policy=either', '--proxy-mode', mode)).toEqual([]);
      expect(failing([...iptablesNames(), 'nft'], '--policy=either', '--proxy-mode', mode)).not.toEqual([]);
    }
  });

  realIt('demands nothing under --policy documented', needs, () => {
    expect(failing([...iptablesNames(), 'nft', 'ipset'], '--policy=documented')).toEqual([]);
  });

  realIt('does as the release does under --policy kubeadm', needs, () => {
    const old = ['--policy=kubeadm', '--kubernetes-version=v1.32.6', '--proxy-mode=nftables'];
    expect(failing(iptablesNames(), ...old)).toEqual(['FileExisting-iptables tool.not-in-path']);
    expect(failing([...iptablesNames(), 'nft'], '--policy=kubeadm', '--kubernetes-version=v1.33.5')).toEqual(
      [],
    );
  });
});
