import { headLines } from '../config/plan-lines.ts';
import type { Plan } from '../config/plan.ts';
import { exitCodeOf, exitCodes, type FailOn } from '../engine/exit-code.ts';
import type { FleetNode, FleetReport, ModeReadiness, NodeStatus } from '../findings/fleet-report.ts';
import type { Counts } from '../findings/judgement.ts';
import { type Column, notJudged } from './check-columns.ts';
import { clockOffsets } from './clock-offsets.ts';
import type { Collected } from './collect-fleet.ts';
import {
  againstEarlier,
  againstGolden,
  type ComparedNode,
  type Differences,
  outliersOf,
  type Snapshot,
} from './differences.ts';
import { findDuplicates } from './find-duplicates.ts';
import type { FleetEntry } from './fleet-entry.ts';
import { settleGroups, type SettledGroups } from './settle-groups.ts';
import { type Expected, settleEntries } from './settle-entries.ts';

export interface ReportRequest {
  /** Of this program. */
  readonly version: string;
  readonly head: Plan;
  readonly policy: string;
  readonly failOn: FailOn;
  readonly expected?: Expected;
  readonly golden?: Snapshot;
  readonly earlier?: readonly Snapshot[];
  readonly durationMs: number;
}

/** Sums up all that was collected. */
export function buildReport(collected: Collected, request: ReportRequest): FleetReport {
  const { entries, missing, remarks } = settleEntries(collected.entries, request.expected);
  const order = orderOf([...entries, ...missing]);
  const groups = settleGroups(collected, order);
  const columns = usedColumns(collected.columns.all, order.nodes);
  const nodes = order.nodes.map((entry, index) => nodeOf(entry, groups.ofNode(index), columns.picked));
  const compared = order.nodes.flatMap((entry, node) => comparedNode(entry, node));
  const differences = differencesOf(compared, collected, request);
  const duplicates = findDuplicates(compared.map(({ node, name, looked }) => ({ node, name, ...looked })));
  const clocks = clockOffsets(compared.flatMap(clockSample));
  const totals = totalsOf(nodes);
  const { head } = request;
  return {
    schema: 'kube-preflight/fleet/v1',
    tool: { name: 'kube-preflight', version: request.version },
    command: commandsOf(nodes, head),
    kubernetes: head.kubernetesVersion.value,
    policy: request.policy,
    planned: headLines(head),
    columns: columns.columns,
    nodes,
    groups: groups.groups,
    duplicates: duplicates.duplicates,
    differences: differences.flatMap((one) => one.differences),
    clocks: clocks.offsets,
    remarks: [
      ...[...collected.remarks].map(([says, times]) => (times === 1 ? says : `${says} (${times})`)),
      ...remarks,
      ...duplicates.remarks,
      ...differences.flatMap((one) => one.remarks),
      ...(clocks.remark === '' ? [] : [clocks.remark]),
    ],
    totals,
    exitCode: exitCodeOfFleet(nodes, totals, request.failOn),
    durationMs: request.durationMs,
  };
}

/** Nodes in the order of a report, and where those went that came in another. */
export interface Order {
  readonly nodes: readonly FleetEntry[];
  /** By the number at which they came; undefined: not in the report, or not judged. */
  readonly judgedAt: (came: number) => number | undefined;
}

const collator = new Intl.Collator('en', { numeric: true });

function orderOf(entries: readonly (FleetEntry | undefined)[]): Order {
  const sorted = entries
    .flatMap((entry, came) => (entry === undefined ? [] : [{ entry, came }]))
    .toSorted((a, b) => collator.compare(a.entry.name, b.entry.name) || a.came - b.came);
  const places = new Map(
    sorted.flatMap(({ entry, came }, place) => (entry.judged === undefined ? [] : [[came, place] as const])),
  );
  return { nodes: sorted.map(({ entry }) => entry), judgedAt: (came) => places.get(came) };
}

/** Checks of which no node has a finding take no room. */
function usedColumns(all: readonly Column[], nodes: readonly FleetEntry[]) {
  const used = new Set<number>();
  for (const { judged } of nodes) {
    const letters = judged?.cells ?? '';
    for (const index of all.keys()) if ((letters[index] ?? notJudged) !== notJudged) used.add(index);
  }
  const picked = [...all.keys()].filter((index) => used.has(index));
  return { picked, columns: picked.flatMap((index) => all[index] ?? []) };
}

const noCounts: Counts = { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 };

function nodeOf(
  { name, status, detail, source, looked, judged }: FleetEntry,
  groups: ReturnType<SettledGroups['ofNode']>,
  columns: readonly number[],
): FleetNode {
  const because = (mode: ModeReadiness['mode'], readiness: ModeReadiness['readiness']) =>
    readiness === 'ready' ? [] : groups.ofMode(mode);
  return {
    name,
    status,
    detail,
    source,
    os: looked?.os ?? '',
    kernel: looked?.kernel ?? '',
    arch: looked?.arch ?? '',
    addresses: looked?.identity.addresses ?? [],
    collectedAt: looked?.collectedAt ?? '',
    ...(judged === undefined ? {} : { judgedAs: judged.as }),
    ready: judged !== undefined && judged.counts.fail === 0,
    counts: judged?.counts ?? noCounts,
    cells: columns.map((index) => judged?.cells[index] ?? notJudged).join(''),
    groups: judged === undefined ? [] : groups.planned,
    modes: (judged?.modes ?? []).map(({ mode, readiness }) => ({
      mode,
      readiness,
      because: because(mode, readiness),
    })),
    survivesDefault: judged?.survivesDefault ?? 'unknown',
  };
}

function comparedNode({ name, status, looked }: FleetEntry, node: number): readonly ComparedNode[] {
  return looked === undefined || status !== 'judged' ? [] : [{ node, name, looked }];
}

function differencesOf(
  nodes: readonly ComparedNode[],
  { table }: Collected,
  { golden, earlier }: ReportRequest,
): readonly Differences[] {
  return [
    outliersOf(nodes, table),
    ...(golden === undefined ? [] : [againstGolden(nodes, golden, table)]),
    ...(earlier === undefined ? [] : [againstEarlier(nodes, earlier, table)]),
  ];
}

function clockSample({ node, looked }: ComparedNode) {
  const collectedMs = Date.parse(looked.collectedAt);
  if (Number.isNaN(collectedMs)) return [];
  return [
    { node, collectedMs, ...(looked.receivedMs === undefined ? {} : { receivedMs: looked.receivedMs }) },
  ];
}

function totalsOf(nodes: readonly FleetNode[]): FleetReport['totals'] {
  const byStatus: Record<NodeStatus, number> = {
    judged: 0,
    unreachable: 0,
    failed: 0,
    unreadable: 0,
    duplicate: 0,
  };
  for (const { status } of nodes) byStatus[status] += 1;
  return { nodes: nodes.length, ready: nodes.filter(({ ready }) => ready).length, ...byStatus };
}

/** `join`, or all that nodes were judged for. */
function commandsOf(nodes: readonly FleetNode[], head: Plan): string {
  const used = [...new Set(nodes.flatMap(({ judgedAs }) => judgedAs ?? []))].toSorted();
  return used.length === 0 ? head.phase : used.join(', ');
}

/** Of a node without a verdict nobody knows whether it is ready: `--fail-on=unknown` counts it. */
function exitCodeOfFleet(nodes: readonly FleetNode[], totals: FleetReport['totals'], failOn: FailOn): number {
  const untold = totals.unreachable + totals.failed + totals.unreadable;
  if (untold > 0 && failOn.includes('unknown')) return exitCodes.failure;
  const failing = nodes.some(
    ({ status, counts }) => status === 'judged' && exitCodeOf(counts, failOn) !== exitCodes.ready,
  );
  return failing ? exitCodes.failure : exitCodes.ready;
}
