import { describe, expect, it } from 'vitest';
import type { ModeVerdict, Readiness } from '../findings/mode-comparison.ts';
import { recommendMode } from './recommend-mode.ts';

function modes(nftables: Readiness, iptables: Readiness, ipvs: Readiness): readonly ModeVerdict[] {
  return Object.entries({ nftables, iptables, ipvs }).map(([mode, readiness]) => ({
    mode,
    present: false,
    readiness,
    blockers: [],
    warnings: [],
    changes: [],
  }));
}

describe('recommendMode', () => {
  it.each([
    [modes('ready', 'ready', 'ready'), 'iptables', 'nftables', /no hurry/u],
    [modes('ready', 'not-ready', 'not-ready'), 'iptables', 'nftables', /does not work here/u],
    [modes('not-ready', 'ready', 'ready'), 'iptables', 'iptables', /supported/u],
    [modes('not-ready', 'not-ready', 'ready'), 'ipvs', 'ipvs', /deprecated/u],
    [modes('ready', 'ready', 'ready'), 'ipvs', 'nftables', /1\.40 turns it off/u],
    [modes('could-not-tell', 'could-not-tell', 'not-ready'), 'iptables', '', /No mode is shown/u],
    [modes('ready', 'could-not-tell', 'not-ready'), 'iptables', 'nftables', /could not be told/u],
  ] as const)('%#', (verdicts, present, recommended, reason) => {
    const advice = recommendMode(verdicts, present, true);
    expect(advice.recommended).toBe(recommended);
    expect(advice.reasons.join('\n')).toMatch(reason);
  });

  it('does not recommend nftables before it was stable', () => {
    expect(recommendMode(modes('ready', 'ready', 'ready'), 'iptables', false).recommended).toBe('iptables');
  });

  it('recommends nothing where no kube-proxy runs', () => {
    expect(recommendMode(modes('ready', 'ready', 'ready'), 'none', true)).toEqual({
      recommended: '',
      reasons: ['No kube-proxy is planned here: no mode needs choosing.'],
    });
  });
});
