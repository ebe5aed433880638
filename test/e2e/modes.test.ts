import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { ModeComparison } from '../../src/findings/mode-comparison.ts';
import { iptablesNames, runWithout } from '../hidden-tools.ts';
import { realIt } from '../real.ts';

const executable = join(import.meta.dirname, '../../dist/kube-preflight');
const needs = ['root', 'unshare', 'mount', 'nft', 'iptables', 'ipset'] as const;

function compare(
  hidden: readonly string[],
  ...argv: readonly string[]
): ModeComparison & { status: number | null } {
  const ran = runWithout(hidden, [executable, 'modes', '-o', 'json', ...argv]);
  expect(ran.stderr).toBe('');
  return { ...(JSON.parse(ran.stdout) as ModeComparison), status: ran.status };
}

function readiness({ modes }: ModeComparison): Record<string, string> {
  return Object.fromEntries(modes.map((mode) => [mode.mode, mode.readiness]));
}

function verdictAt(release: string, { timeline }: ModeComparison): string | undefined {
  return timeline.find((entry) => entry.release === release)?.verdict;
}

describe('kube-preflight modes', () => {
  realIt('finds nftables and iptables ready on this host, and recommends nftables', needs, () => {
    const comparison = compare([]);
    expect(readiness(comparison)).toMatchObject({ nftables: 'ready', iptables: 'ready' });
    expect(comparison.present.mode).toBe('iptables');
    expect(comparison.recommended).toBe('nftables');
    expect(verdictAt('v1.40', comparison)).toBe('pass');
    expect(comparison.status).toBe(0);
  });

  realIt('answers the 1.40 question with no where nft is missing', needs, () => {
    const comparison = compare(['nft']);
    expect(readiness(comparison)).toMatchObject({ nftables: 'not-ready', iptables: 'ready' });
    expect(comparison.modes.find((mode) => mode.mode === 'nftables')?.blockers).toContainEqual(
      expect.objectContaining({ check: 'FileExisting-nft', code: 'tool.absent' }),
    );
    expect(verdictAt('v1.40', comparison)).toBe('fail');
    expect(comparison.recommended).toBe('iptables');
  });

  realIt('exits 1 where the planned mode does not work, and names the one that does', needs, () => {
    const comparison = compare(iptablesNames(), '--proxy-mode=iptables');
    expect(readiness(comparison)).toMatchObject({
      nftables: 'ready',
      iptables: 'not-ready',
      ipvs: 'not-ready',
    });
    expect(comparison.recommended).toBe('nftables');
    expect(comparison.status).toBe(1);
  });

  realIt('says what moving changes, and nothing for the mode that is planned', needs, () => {
    const comparison = compare([], '--proxy-mode=iptables');
    const changes = Object.fromEntries(comparison.modes.map((mode) => [mode.mode, mode.changes.length]));
    expect(changes['iptables']).toBe(0);
    expect(changes['nftables']).toBeGreaterThan(3);
  });
});
