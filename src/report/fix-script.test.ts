import { describe, expect, it } from 'vitest';
import type { FixPlan } from '../findings/fix.ts';
import { fixScript, fixSummary } from './fix-script.ts';

const reason = {
  check: 'A',
  code: 'x.y',
  subject: 'A',
  verdict: 'fail',
  says: 'it says\nreboot\n\u001b[2J$(reboot)',
} as const;
const plan: FixPlan = {
  schema: 'kube-preflight/fix/v1',
  tool: { name: 'kube-preflight', version: '1' },
  command: 'init',
  subject: { host: 'h\nreboot', os: 'o', kernel: 'k', kubernetes: 'v1.36.0' },
  functions: [],
  steps: [],
  left: [{ reason, remedies: [{ what: 'one\nreboot', now: ['kubeadm reset\nreboot'] }], besides: false }],
  symptoms: [{ check: 'B', says: 'b\nreboot', causedBy: 'A' }],
  unknown: 2,
  exitCode: 1,
};

describe('fixScript', () => {
  it('holds what others wrote, and what wants a decision, as comments only', () => {
    const lines = fixScript(plan).split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['set -eu']);
    expect(fixScript(plan)).not.toContain('\u001b');
    expect(fixScript(plan)).toContain('#       now         kubeadm reset reboot');
  });
});

describe('fixSummary', () => {
  it('counts, and says what could not be judged', () => {
    expect(fixSummary(plan)).toBe(
      '0 steps to run, 1 finding left to you\n2 findings could not be judged: kube-preflight init tells which\n',
    );
    expect(fixSummary({ ...plan, left: [], symptoms: [], unknown: 0 })).toBe('nothing to fix\n');
    expect(fixSummary({ ...plan, command: 'join' })).toContain('kube-preflight join tells which\n');
  });
});
