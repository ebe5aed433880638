import type { FleetDifference } from '../findings/fleet-report.ts';
import type { FactTable } from './fact-table.ts';
import { absentText, ownPairs } from './find-outliers.ts';

/** One node told against another has more to say than an outlier. */
export const mostOfPair = 50;

export interface Comparison {
  readonly differences: readonly FleetDifference[];
  readonly omitted: number;
}

/** What a node has, and what it is compared with has otherwise. */
export function compareVectors(
  kind: 'golden' | 'earlier',
  node: number,
  [own, other]: readonly [Uint32Array, Uint32Array],
  table: FactTable,
): Comparison {
  const mine = ownPairs(own, table);
  const theirs = ownPairs(other, table);
  const paths = new Map([...theirs, ...mine]);
  const all = [...paths]
    .filter(([pathId]) => mine.get(pathId) !== theirs.get(pathId) && !table.isNoisy(pathId))
    .map(([pathId, id]): FleetDifference => {
      const fact = table.pair(id).path;
      return {
        kind,
        node,
        fact,
        has: textOf(mine.get(pathId), table),
        expected: textOf(theirs.get(pathId), table),
      };
    })
    .toSorted((a, b) => (a.fact < b.fact ? -1 : 1));
  return { differences: all.slice(0, mostOfPair), omitted: Math.max(0, all.length - mostOfPair) };
}

function textOf(id: number | undefined, table: FactTable): string {
  return id === undefined ? absentText : table.pair(id).text;
}
