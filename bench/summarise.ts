import { nodeFloor, nodeMsOfGoals, processFloor, type Goal } from './cases.ts';

/** What was measured of one case. */
export interface Sample {
  readonly name: string;
  readonly argv: readonly string[];
  /** Wall time of each round. */
  readonly milliseconds: readonly number[];
  /** null: it ended too soon to be watched. */
  readonly peakKiB: number | null;
  /** null: not counted. */
  readonly instructions: number | null;
}

export interface Row {
  readonly name: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly peakMb: number | null;
  readonly timesNode: number;
  readonly timesTrue: number;
  readonly instructions: number | null;
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
  return samples.map(({ name, milliseconds, peakKiB, instructions }) => ({
    name,
    medianMs: of(name),
    minMs: Math.min(...milliseconds),
    peakMb: peakKiB === null ? null : (peakKiB * 1024) / 1e6,
    timesNode: of(name) / of(nodeFloor),
    timesTrue: of(name) / of(processFloor),
    instructions,
  }));
}

export function table(rows: readonly Row[]): string {
  const counted = rows.some(({ instructions }) => instructions !== null);
  const header = ['case', 'median ms', 'min ms', 'x node', 'x true', 'peak MB'];
  const body = rows.map((row) => [
    row.name,
    row.medianMs.toFixed(1),
    row.minMs.toFixed(1),
    row.timesNode.toFixed(2),
    row.timesTrue.toFixed(1),
    row.peakMb?.toFixed(1) ?? '-',
    ...(counted ? [row.instructions === null ? '-' : (row.instructions / 1e6).toFixed(1)] : []),
  ]);
  return columns([[...header, ...(counted ? ['M instructions'] : [])], ...body]);
}

/** Names to the left, numbers to the right, below their headings. */
export function columns(lines: readonly (readonly string[])[]): string {
  const [header = []] = lines;
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
  if (goal.kind === 'scaled-ms') {
    const says = `${goal.of}, median where ${nodeFloor} takes ${nodeMsOfGoals} ms`;
    return result(says, row.timesNode * nodeMsOfGoals, goal.atMost, ' ms');
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
