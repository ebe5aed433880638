import type { FleetDifference } from '../findings/fleet-report.ts';
import type { FactTable } from './fact-table.ts';

/** A node's facts as numbers, and what it can be compared with. */
export interface NodeVector {
  readonly node: number;
  /** Nodes of one class are made alike: the same system, architecture and part in the cluster. */
  readonly className: string;
  readonly pairs: Uint32Array;
}

/** Of fewer nodes none is the rule. */
export const fewestComparable = 5;
/** What nearly all have. */
export const ruleShare = 0.9;
/** What hardly any has. */
export const rareShare = 0.02;
/** One cause shows in many facts; more of them tell no more. */
export const mostOfNode = 12;
const mostOfFleet = 5000;

export const absentText = '(none)';

export interface Outliers {
  readonly differences: readonly FleetDifference[];
  /** Left out, for being too many. */
  readonly omitted: number;
}

/**
 * Nodes that differ from what nearly all comparable ones have: at least nine of ten share one value, and the
 * node's own is its alone or that of one in fifty. In a class of 5 to 9 nodes one alone may differ.
 */
export function findOutliers(vectors: readonly NodeVector[], table: FactTable): Outliers {
  const classes = Map.groupBy(vectors, ({ className }) => className);
  const found = [...classes.values()]
    .filter((members) => members.length >= fewestComparable)
    .flatMap((members) => outliersOf(members, table));
  const kept = found.slice(0, mostOfFleet);
  return {
    differences: kept.flatMap(({ differences }) => differences),
    omitted: found.reduce((sum, one) => sum + one.omitted, 0),
  };
}

interface Rule {
  readonly pathId: number;
  readonly path: string;
  readonly expected: number;
  readonly share: number;
}

interface OfNode {
  readonly differences: readonly FleetDifference[];
  readonly omitted: number;
}

function outliersOf(members: readonly NodeVector[], table: FactTable): readonly OfNode[] {
  const counts = countPairs(members, table.size());
  const rules = rulesOf(counts, members.length, table);
  const mostRare = Math.max(1, Math.floor(members.length * rareShare));
  const lacking = countLacking(members, rules, table);
  return members.flatMap(({ node, pairs }) => {
    const own = ownPairs(pairs, table);
    const all = [...rules.values()].flatMap((rule): FleetDifference[] => {
      const id = own.get(rule.pathId);
      if (id === rule.expected) return [];
      const others = id === undefined ? (lacking.get(rule.pathId) ?? 0) : (counts[id] ?? 0);
      if (others > mostRare) return [];
      const has = id === undefined ? absentText : table.pair(id).text;
      const expected = table.pair(rule.expected).text;
      return [{ kind: 'outlier', node, fact: rule.path, has, expected, share: rule.share }];
    });
    if (all.length === 0) return [];
    const sorted = all.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0) || byText(a.fact, b.fact));
    return [{ differences: sorted.slice(0, mostOfNode), omitted: Math.max(0, all.length - mostOfNode) }];
  });
}

function countPairs(members: readonly NodeVector[], size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (const { pairs } of members) for (const id of pairs) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** For each fact the value that nearly all have, if there is one. */
function rulesOf(counts: Uint32Array, members: number, table: FactTable): ReadonlyMap<number, Rule> {
  const rules = new Map<number, Rule>();
  const least = members - Math.max(1, Math.floor(members * (1 - ruleShare) + 1e-9));
  for (const [id, count] of counts.entries()) {
    if (count < least || count === members) continue;
    const { pathId, path } = table.pair(id);
    if (!table.isNoisy(pathId))
      rules.set(pathId, { pathId, path, expected: id, share: round(count / members) });
  }
  return rules;
}

function countLacking(
  members: readonly NodeVector[],
  rules: ReadonlyMap<number, Rule>,
  table: FactTable,
): ReadonlyMap<number, number> {
  const present = new Map<number, number>();
  for (const { pairs } of members) {
    for (const pathId of ownPairs(pairs, table).keys()) present.set(pathId, (present.get(pathId) ?? 0) + 1);
  }
  return new Map([...rules.keys()].map((pathId) => [pathId, members.length - (present.get(pathId) ?? 0)]));
}

export function ownPairs(pairs: Uint32Array, table: FactTable): Map<number, number> {
  const own = new Map<number, number>();
  for (const id of pairs) own.set(table.pair(id).pathId, id);
  return own;
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
