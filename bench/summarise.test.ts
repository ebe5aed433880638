import { describe, expect, it } from 'vitest';
import { judgeGoals, median, rowsOf, table, type Sample } from './summarise.ts';

const samples: readonly Sample[] = [
  { name: 'true', argv: ['true'], milliseconds: [2, 1, 3], peakKiB: null, instructions: null },
  {
    name: 'node -e 0',
    argv: ['node', '-e', '0'],
    milliseconds: [30, 20, 40, 20],
    peakKiB: 50_000,
    instructions: null,
  },
  {
    name: 'init',
    argv: ['kube-preflight', 'init'],
    milliseconds: [100, 50, 60],
    peakKiB: 90_000,
    instructions: null,
  },
];

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe('table', () => {
  it('sets numbers below their headings', () => {
    expect(table(rowsOf(samples))).toBe(`case       median ms  min ms  x node  x true  peak MB
true             2.0     1.0    0.08     1.0        -
node -e 0       25.0    20.0    1.00    12.5     51.2
init            60.0    50.0    2.40    30.0     92.2`);
  });

  it('tells of instructions where they were counted', () => {
    const counted = samples.map((sample) =>
      sample.name === 'init' ? { ...sample, instructions: 1_234_567_890 } : sample,
    );
    expect(
      table(rowsOf(counted))
        .split('\n')
        .map((line) => line.slice(-16)),
    ).toEqual(['  M instructions', '               -', '               -', '          1234.6']);
  });
});

describe('judgeGoals', () => {
  it('tells which goals were met, and keeps silent on what was not measured', () => {
    const judged = judgeGoals(rowsOf(samples), [
      { kind: 'ratio', of: 'init', to: 'node -e 0', atMost: 3 },
      { kind: 'ratio', of: 'init', to: 'absent', atMost: 3 },
      { kind: 'median-ms', of: 'init', atMost: 59 },
      { kind: 'scaled-ms', of: 'init', atMost: 65 },
      { kind: 'peak-mb', of: 'init', atMost: 90 },
      { kind: 'peak-mb', of: 'absent', atMost: 90 },
      { kind: 'peak-mb', of: 'true', atMost: 90 },
    ]);
    expect(judged).toEqual([
      { says: 'init / node -e 0: 2.40, goal at most 3', met: true },
      { says: 'init, median: 60.0 ms, goal at most 59 ms', met: false },
      { says: 'init, median where node -e 0 takes 27 ms: 64.8 ms, goal at most 65 ms', met: true },
      { says: 'init, peak memory: 92.2 MB, goal at most 90 MB', met: false },
      { says: 'true, peak memory: not measured, goal at most 90 MB', met: false },
    ]);
  });
});
