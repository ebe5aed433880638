import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');

function run(input: string, ...argv: readonly string[]) {
  return spawnSync(executable, [...argv, '--config=-'], { input, encoding: 'utf8' });
}

const cluster = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n';
const proxy = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';

describe('an invalid configuration', () => {
  it('exits 3 and tells file, line, column, what was found, what is allowed, and what was meant', () => {
    const done = run(`${cluster}---\n${proxy}mode: nftable\n`, 'init');
    expect(done.status).toBe(3);
    expect(done.stdout).toBe('');
    expect(done.stderr).toContain('-:6:7: ');
    expect(done.stderr).toMatch(/mode: nftable\n\s+\^/u);
    expect(done.stderr).toContain('iptables, nftables, ipvs');
    expect(done.stderr).toContain('try      nftables');
  });

  it('tells every error of every document at once', () => {
    const done = run(`${cluster}networking: {podSubnet: 10.0.0.0/99}\n---\n${proxy}mode: 7\n`, 'plan');
    expect(done.status).toBe(3);
    expect(done.stderr.match(/^-:\d+:\d+: /gmu)).toHaveLength(2);
    expect(done.stderr).toContain('2 errors');
  });

  it('is data, too, with -o json', () => {
    const done = run(`${cluster}---\n${proxy}mode: nftable\n`, 'init', '-o', 'json');
    expect(JSON.parse(done.stdout)).toMatchObject({
      schema: 'kube-preflight/config-errors/v1',
      exitCode: 3,
      errors: [{ line: 6, column: 7, suggestion: 'nftables' }],
    });
  });

  it('does not let a file write to the terminal', () => {
    const done = run(`${cluster}\u001b]0;owned\u0007: 1\n`, 'init');
    // eslint-disable-next-line no-control-regex
    expect(done.stderr + done.stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/u);
  });
});

describe('a configuration that kubeadm takes with a warning', () => {
  const text = `${cluster}kubernetesVersoin: v1.36.2\n`;

  function checkOf(...argv: readonly string[]) {
    const done = run(text, 'init', '-o', 'json', '--skip-phases=addon/kube-proxy', ...argv);
    const report = JSON.parse(done.stdout) as {
      findings: { check: string; verdict: string; code: string }[];
    };
    return report.findings.filter((finding) => finding.code === 'config.unknown-field');
  }

  it('is a finding that names the field', () => {
    expect(checkOf()).toMatchObject([{ check: 'Configuration', verdict: 'warn' }]);
  });

  it('is an error with --strict', () => {
    const done = run(text, 'init', '--strict');
    expect(done.status).toBe(3);
    expect(done.stderr).toContain('kubernetesVersion');
  });
});
