import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckList, Explanation } from '../../src/findings/explanation.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');

function run(...argv: readonly string[]) {
  return spawnSync(executable, ['explain', ...argv], { encoding: 'utf8', env: {} });
}

describe('kube-preflight explain', () => {
  it('lists all checks without a word', () => {
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toMatch(/\nproxy\n {2}ProxyMode +kube-proxy mode\n/u);
    const list = JSON.parse(run('-o', 'json').stdout) as CheckList;
    expect(list.checks.length).toBeGreaterThan(50);
  });

  it('says why nsenter is no longer demanded, and since when', () => {
    const { stdout } = run('nsenter');
    expect(stdout).toMatch(/not demanded any more since 1\.33: the kubelet has not run it/u);
    expect(stdout).toContain('kubernetes#129450');
    const explanation = JSON.parse(run('FileExisting-nsenter', '-o', 'json').stdout) as Explanation;
    expect(explanation).toMatchObject({ kind: 'tool', name: 'nsenter', until: '1.33' });
  });

  it('explains a check with its reasons, and a reason with what mends it', () => {
    expect(run('ProxyKernel').stdout).toMatch(/what +Whether[\s\S]*look +unshare[\s\S]*kernel\.gate/u);
    expect(run('swap.on').stdout).toMatch(/mend[\s\S]*swapoff/u);
  });

  it.each([
    [['nsentr'], /did you mean nsenter/u],
    [['zzzzzzzzzzzz'], /lists all checks/u],
    [['nft', 'surplus'], /does not take/u],
  ])('refuses %o', (argv, message) => {
    const { status, stdout, stderr } = run(...argv);
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([2, '']);
  });
});
