import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { history, readRuns, type SavedRun } from './results.ts';
import type { Row } from './summarise.ts';

function row(name: string, medianMs: number, nodeMs: number): Row {
  const timesNode = medianMs / nodeMs;
  return { name, medianMs, minMs: medianMs, peakMb: null, timesNode, timesTrue: 1, instructions: null };
}

function run(commit: string, committed: string, rows: readonly Row[]): SavedRun {
  return {
    schema: 'kube-preflight/bench-result/v1',
    committed,
    commit,
    subject: 'Be quick',
    machine: {},
    rounds: 15,
    rows,
  };
}

const older = run('aaaaaaaaaa', '2026-11-22T10:00:00.000Z', [row('node -e 0', 20, 20), row('init', 100, 20)]);
const newer = run('bbbbbbbbbb', '2026-11-23T10:00:00.000Z', [
  row('node -e 0', 25, 25),
  row('init', 100, 25),
  row('modes', 50, 25),
]);

describe('history', () => {
  it('sets the ratios of all runs side by side', () => {
    expect(history([older, newer])).toBe(`commit          day  node ms   [1]   [2]
aaaaaaa  2026-11-22     20.0  5.00     -
bbbbbbb  2026-11-23     25.0  4.00  2.00

[1] init
[2] modes`);
  });
});

describe('readRuns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-results-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes the files of a folder in the order of their commits', () => {
    writeFileSync(join(folder, 'a.json'), JSON.stringify(newer));
    writeFileSync(join(folder, 'b.json'), JSON.stringify(older));
    writeFileSync(join(folder, 'README.md'), 'no run');
    expect(readRuns(folder).map(({ commit }) => commit)).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb']);
  });
});
