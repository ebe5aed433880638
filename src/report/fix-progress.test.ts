import { describe, expect, it } from 'vitest';
import type { FixOutcome, FixPlan, FixReason } from '../findings/fix.ts';
import { endText } from './fix-progress.ts';

const tool = { name: 'kube-preflight', version: '0' } as const;
const subject = { host: 'h', os: 'o', kernel: 'k', kubernetes: 'v1.36.0' };
const reason: FixReason = {
  check: 'CRI',
  code: 'cri.absent',
  subject: 's',
  verdict: 'fail',
  says: 'no runtime',
};

const plan: FixPlan = {
  schema: 'kube-preflight/fix/v1',
  tool,
  command: 'init',
  subject,
  functions: [],
  steps: [],
  left: [{ reason, remedies: [], besides: false }],
  symptoms: [],
  unknown: 0,
  exitCode: 1,
};

function outcome(rest: Partial<FixOutcome>): FixOutcome {
  const schema = 'kube-preflight/fix-outcome/v1';
  return { schema, tool, subject, steps: [], stopped: '', left: [], exitCode: 0, ...rest };
}

const step = { id: 'sysctl x', outcome: 'applied', output: '', rechecks: [] } as const;

describe('endText', () => {
  it('counts no steps where there were none', () => {
    expect(endText(outcome({}), plan)).toBe('nothing to fix\n');
    expect(endText(outcome({ left: [reason] }), plan)).toBe(
      'nothing here can be run unattended; left:\n  fail CRI: no runtime (wants your decision: kube-preflight fix)\n',
    );
  });

  it('says what was done, and what is left', () => {
    expect(endText(outcome({ steps: [step] }), plan)).toBe(
      '1 of 1 steps changed this host\nnothing is left\n',
    );
    expect(endText(outcome({ steps: [step], stopped: 'you ended it', left: [reason] }), plan)).toMatch(
      /^1 of 1 steps changed this host\nstopped: you ended it\nleft:\n {2}fail CRI/u,
    );
  });
});
