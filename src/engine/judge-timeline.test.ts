import { describe, expect, it } from 'vitest';
import type { ModeVerdict, Readiness } from '../findings/mode-comparison.ts';
import { judgeTimeline, type TimelineInput } from './judge-timeline.ts';

function modesWith(nftables: Readiness): readonly ModeVerdict[] {
  return [{ mode: 'nftables', present: false, readiness: nftables, blockers: [], warnings: [], changes: [] }];
}

function verdicts(input: Omit<TimelineInput, 'modes'>, nftables: Readiness): Record<string, string> {
  const entries = judgeTimeline({ ...input, modes: modesWith(nftables) });
  return Object.fromEntries(entries.map((entry) => [entry.release, entry.verdict]));
}

describe('judgeTimeline', () => {
  const unset = { mode: 'iptables', modeSet: false, kubernetesVersion: 'v1.36.2' } as const;

  it.each([
    ['ready', 'pass'],
    ['not-ready', 'fail'],
    ['could-not-tell', 'unknown'],
  ] as const)('answers the 1.40 question when no mode is set and nftables is %s', (readiness, verdict) => {
    expect(verdicts(unset, readiness)).toEqual({
      'v1.35': 'pass',
      'v1.37': 'warn',
      'v1.40': verdict,
      'v1.43': 'pass',
    });
  });

  it('leaves a node alone that says iptables', () => {
    expect(verdicts({ ...unset, modeSet: true }, 'not-ready')).toEqual({
      'v1.35': 'pass',
      'v1.37': 'pass',
      'v1.40': 'pass',
      'v1.43': 'pass',
    });
  });

  it('ends for ipvs at 1.40, whatever nftables can', () => {
    expect(verdicts({ mode: 'ipvs', modeSet: true, kubernetesVersion: 'v1.36.2' }, 'ready')).toEqual({
      'v1.35': 'warn',
      'v1.37': 'pass',
      'v1.40': 'fail',
      'v1.43': 'fail',
    });
  });

  it('says nothing where no kube-proxy runs', () => {
    expect(verdicts({ mode: 'none', modeSet: false, kubernetesVersion: 'v1.36.2' }, 'ready')).toEqual({});
  });

  it('speaks of the default as present once it is', () => {
    const entries = judgeTimeline({
      mode: 'nftables',
      modeSet: false,
      kubernetesVersion: 'v1.40.0',
      modes: modesWith('ready'),
    });
    expect(entries.find((entry) => entry.release === 'v1.40')?.says).toMatch(/^nftables is the default/u);
  });
});
