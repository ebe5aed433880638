import type { FleetDifference } from '../findings/fleet-report.ts';
import { type Comparison, compareVectors } from './compare-vectors.ts';
import type { FactTable } from './fact-table.ts';
import {
  fewestComparable,
  findOutliers,
  mostOfNode,
  type NodeVector,
  rareShare,
  ruleShare,
} from './find-outliers.ts';
import type { Looked } from './fleet-entry.ts';
import { hostRange } from './host-range.ts';
import type { Machine } from './same-machine.ts';
import { likeness } from './same-machine.ts';

export interface ComparedNode {
  readonly node: number;
  readonly name: string;
  readonly looked: Looked;
}

/** A node as it was, or as it should be. */
export type Snapshot = Pick<Looked, 'machine' | 'vector' | 'collectedAt'> & { readonly name: string };

export interface Differences {
  readonly differences: readonly FleetDifference[];
  readonly remarks: readonly string[];
}

const mostOfFleet = 50_000;

/** Nodes among each other. */
export function outliersOf(nodes: readonly ComparedNode[], table: FactTable): Differences {
  const vectors = nodes.map(({ node, looked }): NodeVector => {
    return { node, className: looked.className, pairs: looked.vector };
  });
  const inClass = findOutliers(vectors, table);
  // Which system a node runs is what makes the classes: that is compared between all.
  const systems = vectors.map(({ node, pairs }): NodeVector => {
    const own = pairs.filter((id) => table.pair(id).path.startsWith('os.'));
    return { node, className: 'all', pairs: own };
  });
  const ofSystems = findOutliers(systems, table);
  const differences = [...ofSystems.differences, ...inClass.differences].toSorted(
    (a, b) => a.node - b.node || (b.share ?? 0) - (a.share ?? 0),
  );
  const omitted = inClass.omitted + ofSystems.omitted;
  return {
    differences,
    remarks: [
      ...(nodes.length < fewestComparable ? [] : [rule]),
      ...(omitted > 0
        ? [`outliers: ${omitted} more facts of nodes with more than ${mostOfNode} were left out`]
        : []),
      ...noiseRemark(table),
    ],
  };
}

const rule = `outliers: a fact in which at least ${ruleShare * 100} % of the nodes of one system, architecture and part agree (of 5 to 9: all but one), and which hardly any other has (${rareShare * 100} %, or one)`;

function noiseRemark(table: FactTable): readonly string[] {
  const noisy = table.noisyPaths();
  if (noisy.length === 0) return [];
  const shown = noisy.slice(0, 5).join(', ');
  return [
    `not compared, as nodes have too many different values: ${shown}${noisy.length > 5 ? `, and ${noisy.length - 5} more` : ''}`,
  ];
}

/** Every node against the one that is as all should be. */
export function againstGolden(
  nodes: readonly ComparedNode[],
  golden: Snapshot,
  table: FactTable,
): Differences {
  const compared = nodes
    .filter(({ looked }) => looked.vector !== golden.vector)
    .map(({ node, looked }) => compareVectors('golden', node, [looked.vector, golden.vector], table));
  return gathered(
    compared,
    [`golden node: ${golden.name}, as it was at ${golden.collectedAt}`],
    'golden node',
  );
}

/** Every node against itself in an earlier snapshot, by what tells machines apart and not by name alone. */
export function againstEarlier(
  nodes: readonly ComparedNode[],
  earlier: readonly Snapshot[],
  table: FactTable,
): Differences {
  const find = earlierOf(earlier);
  const seen = new Set<Snapshot>();
  const fresh: string[] = [];
  const compared = nodes.flatMap(({ node, name, looked }) => {
    const before = find(looked.machine);
    if (before === undefined) {
      fresh.push(name);
      return [];
    }
    seen.add(before);
    return [compareVectors('earlier', node, [looked.vector, before.vector], table)];
  });
  const matched = new Set([...seen].map(({ name }) => name));
  const gone = earlier.filter((one) => !seen.has(one) && !matched.has(one.name)).map(({ name }) => name);
  const remarks = [
    `earlier snapshot: ${compared.length} of ${nodes.length} nodes are in it`,
    ...(fresh.length > 0 ? [`not in the earlier snapshot: ${hostRange(fresh).slice(0, 400)}`] : []),
    ...(gone.length > 0 ? [`only in the earlier snapshot: ${hostRange(gone).slice(0, 400)}`] : []),
  ];
  return gathered(compared, remarks, 'earlier snapshot');
}

function gathered(compared: readonly Comparison[], remarks: readonly string[], what: string): Differences {
  const all = compared.flatMap(({ differences }) => differences);
  const omitted = compared.reduce((sum, one) => sum + one.omitted, 0) + Math.max(0, all.length - mostOfFleet);
  return {
    differences: all.slice(0, mostOfFleet),
    remarks: [...remarks, ...(omitted > 0 ? [`${what}: ${omitted} more differences were left out`] : [])],
  };
}

const mostCandidates = 50;

function earlierOf(earlier: readonly Snapshot[]): (machine: Machine) => Snapshot | undefined {
  const byId = new Map<string, Snapshot[]>();
  // Of a machine that was looked at often the newest looks count.
  for (const one of earlier.toSorted((a, b) => (a.collectedAt < b.collectedAt ? 1 : -1))) {
    for (const id of idsOf(one.machine)) {
      const others = byId.get(id);
      if (others === undefined) byId.set(id, [one]);
      else if (others.length < mostCandidates) others.push(one);
    }
  }
  return (machine) => {
    const candidates = [...new Set(idsOf(machine).flatMap((id) => byId.get(id) ?? []))];
    const rated = candidates
      .map((one) => ({ one, score: likeness(machine, one.machine) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score || (a.one.collectedAt < b.one.collectedAt ? 1 : -1));
    return rated[0]?.one;
  };
}

function idsOf({ hostName, machineId, productUuid, macs, sshHostKeys }: Machine): readonly string[] {
  return [hostName, machineId, productUuid, ...macs, ...sshHostKeys].filter((id) => id !== '');
}
