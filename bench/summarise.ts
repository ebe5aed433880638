import { nodeFloor, processFloor, type Goal } from './cases.ts';

/** What was measured of one case. */
export interface Sample {
  readonly name: string;
  readonly argv: readonly string[];
  /** Wall time of each round. */
  readonly milliseconds: readonly number[];
  /** null: it ended too soon to be watched. */
  readonly peakKiB: number | null;
}

export interface Row {
  readonly name: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly peakMb: number | null;
  readonly timesNode: number;
  readonly timesTrue: number;
}

export interface GoalResult {
  readonly says: string;
  readonly met: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Medians, and their ratios to the two floors of the same run. */
export function rowsOf(samples: readonly Sample[]): readonly Row[] {
  const medians = new Map(samples.map((sample) => [sample.name, median(sample.milliseconds)]));
  const of = (name: string): number => medians.get(name) ?? Number.NaN;
  return samples.map(({ name, milliseconds, peakKiB }) => ({
    name,
    medianMs: of(name),
    minMs: Math.min(...milliseconds),
    peakMb: peakKiB === null ? null : (peakKiB * 1024) / 1e6,
    timesNode: of(name) / of(nodeFloor),
    timesTrue: of(name) / of(processFloor),
  }));
}

/** Right-aligned numbers below their headings. */
export function table(rows: readonly Row[]): string {
  const header = ['case', 'median ms', 'min ms', 'x node', 'x true', 'peak MB'];
  const body = rows.map((row) => [
    row.name,
    row.medianMs.toFixed(1),
    row.minMs.toFixed(1),
    row.timesNode.toFixed(2),
    row.timesTrue.toFixed(1),
    row.peakMb?.toFixed(1) ?? '-',
  ]);
  const lines = [header, ...body];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** Goals whose cases were measured; the others say nothing about this run. */
export function judgeGoals(rows: readonly Row[], goals: readonly Goal[]): readonly GoalResult[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return goals.flatMap((goal) => {
    const row = byName.get(goal.of);
    const other = goal.kind === 'ratio' ? byName.get(goal.to) : row;
    return row === undefined || other === undefined ? [] : [judgeGoal(goal, row, other)];
  });
}

function judgeGoal(goal: Goal, row: Row, other: Row): GoalResult {
  if (goal.kind === 'ratio') {
    return result(`${goal.of} / ${goal.to}`, row.medianMs / other.medianMs, goal.atMost, '');
  }
  if (goal.kind === 'median-ms') return result(`${goal.of}, median`, row.medianMs, goal.atMost, ' ms');
  return result(`${goal.of}, peak memory`, row.peakMb ?? Number.NaN, goal.atMost, ' MB');
}

function result(what: string, value: number, atMost: number, unit: string): GoalResult {
  const digits = unit === '' ? 2 : 1;
  const measured = Number.isNaN(value) ? 'not measured' : `${value.toFixed(digits)}${unit}`;
  return {
    says: `${what}: ${measured}, goal at most ${atMost}${unit}`,
    met: value <= atMost,
  };
}
