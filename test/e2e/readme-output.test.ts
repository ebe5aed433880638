import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { runWithout } from '../hidden-tools.ts';
import { realIt } from '../real.ts';

const root = join(import.meta.dirname, '../..');
const needs = ['root', 'unshare', 'mount', 'nft', 'iptables', 'ipset'] as const;

/** What differs from machine to machine and from run to run. */
function timeless(report: string): string {
  return report
    .replace(/^kube-preflight init .*\n(?: {10,}.*\n)*/u, 'kube-preflight init HOST\n')
    .replaceAll(/search path:\n\s+\S+/gu, 'search path: DIRECTORIES')
    .replaceAll(/\d+\.\d\d s/gu, 'TIME');
}

describe('README.md', () => {
  realIt('shows the very output of the command that stands above it, on a host without nft', needs, () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const block = /```text\n\$ kube-preflight (.*)\n([\s\S]*?)```/u.exec(readme);
    const [, argv = '', shown = ''] = block ?? [];
    const command = [join(root, 'dist/kube-preflight'), ...argv.split(' '), '--color=never'];
    const ran = runWithout(['nft'], ['env', '-C', root, 'PATH=/usr/sbin:/usr/bin', ...command]);
    expect(timeless(ran.stdout)).toBe(timeless(shown));
  });
});
