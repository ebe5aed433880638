import { readdirSync, readFileSync } from 'node:fs';
import { columns, type Row } from './summarise.ts';

/** One saved run: bench/results/<day>-<commit>.json. */
export interface SavedRun {
  readonly schema: 'kube-preflight/bench-result/v1';
  /** Of the commit that was measured, in UTC: 2026-11-23T13:55:19.000Z. */
  readonly committed: string;
  readonly commit: string;
  readonly subject: string;
  readonly machine: Readonly<Record<string, unknown>>;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

export function readRuns(folder: string): readonly SavedRun[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): SavedRun => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')))
    .toSorted((a, b) => a.committed.localeCompare(b.committed));
}

/** A line a run, a column a case: how many times `node -e 0` of the same run it took. Runs of other machines compare. */
export function history(runs: readonly SavedRun[]): string {
  const names = [...new Set(runs.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  const cases = names.filter((name) => runs.some((run) => ratio(run, name) !== '1.00'));
  const header = ['commit', 'day', 'node ms', ...cases.map((_, index) => `[${index + 1}]`)];
  const body = runs.map((run) => [
    run.commit.slice(0, 7),
    run.committed.slice(0, 10),
    run.rows.find(({ timesNode }) => timesNode === 1)?.medianMs.toFixed(1) ?? '-',
    ...cases.map((name) => ratio(run, name)),
  ]);
  const legend = cases.map((name, index) => `[${index + 1}] ${name}`);
  return `${columns([header, ...body])}\n\n${legend.join('\n')}`;
}

function ratio(run: SavedRun, name: string): string {
  return run.rows.find((row) => row.name === name)?.timesNode.toFixed(2) ?? '-';
}
