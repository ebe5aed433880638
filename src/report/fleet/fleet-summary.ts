import type {
  FleetGroup,
  FleetNode,
  FleetReport,
  NodeStatus,
  Readiness,
} from '../../findings/fleet-report.ts';

/** How many nodes are ready, not ready, and could not be told. */
export interface Tally {
  readonly what: string;
  readonly ready: number;
  readonly notReady: number;
  readonly unknown: number;
}

const modes = ['nftables', 'iptables', 'ipvs'] as const;

/** The new default first, then mode by mode. */
export function readinessTallies({ nodes }: FleetReport): readonly Tally[] {
  const judged = nodes.filter(({ status }) => status === 'judged');
  return [
    tally('v1.40, where nftables becomes the default', judged, ({ survivesDefault }) => survivesDefault),
    ...modes.map((mode) => tally(mode, judged, (node) => readinessOf(node, mode))),
  ];
}

function readinessOf({ modes: verdicts }: FleetNode, mode: string): Readiness {
  return verdicts.find((one) => one.mode === mode)?.readiness ?? 'unknown';
}

function tally(what: string, nodes: readonly FleetNode[], of: (node: FleetNode) => Readiness): Tally {
  const count = (readiness: Readiness): number => nodes.filter((node) => of(node) === readiness).length;
  return { what, ready: count('ready'), notReady: count('not-ready'), unknown: count('unknown') };
}

/** What the planned judgement says; findings for other modes stand apart. */
export function plannedGroups({ groups }: FleetReport): readonly FleetGroup[] {
  return groups.filter(({ forMode }) => forMode === '');
}

/** What keeps nodes from nftables, where another mode is planned. */
export function defaultBlockers({ groups, nodes }: FleetReport): readonly FleetGroup[] {
  const planned = new Set(groups.filter(({ forMode }) => forMode === '').map(keyOf));
  const blocks = (group: FleetGroup): boolean =>
    group.nodes.some((node) => nodes[node]?.survivesDefault !== 'ready') && !planned.has(keyOf(group));
  return groups.filter((group) => group.forMode === 'nftables' && blocks(group));
}

function keyOf({ check, code, subject, observed, nodes }: FleetGroup): string {
  return JSON.stringify([check, code, subject, observed, nodes.length]);
}

export interface Unjudged {
  readonly status: NodeStatus;
  readonly detail: string;
  readonly nodes: readonly FleetNode[];
}

const unjudged = ['unreachable', 'failed', 'unreadable', 'duplicate'] as const;
const statusOrder: ReadonlyMap<NodeStatus, number> = new Map(
  unjudged.map((status, index) => [status, index]),
);

/** Nodes without a verdict, those with one reason together. Every older document has a reason of its own. */
export function unjudgedNodes({ nodes }: FleetReport): readonly Unjudged[] {
  const rest = nodes.filter(({ status }) => status !== 'judged');
  const byWhy = Map.groupBy(rest, ({ status, detail }) =>
    JSON.stringify([status, status === 'duplicate' ? '' : detail]),
  );
  return [...byWhy.values()]
    .flatMap((members): Unjudged[] => {
      const [first] = members;
      if (first === undefined) return [];
      const { status } = first;
      const detail =
        status === 'duplicate' ? 'older than another document of the same machine' : first.detail;
      return [{ status, detail, nodes: members }];
    })
    .toSorted(
      (a, b) =>
        (statusOrder.get(a.status) ?? 9) - (statusOrder.get(b.status) ?? 9) ||
        b.nodes.length - a.nodes.length,
    );
}

/** `200 nodes: 190 judged, 4 unreachable`. */
export function totalsLine({ totals }: FleetReport): string {
  const parts = [
    `${totals.judged} judged`,
    ...unjudged
      .filter((status) => totals[status] > 0)
      .map((status) => `${totals[status]} ${status === 'duplicate' ? 'older' : status}`),
  ];
  return `${counted(totals.nodes, 'node')}: ${parts.join(', ')}`;
}

export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** `ready 190 of 200`, or what is missing to be. */
export function verdictWords({ totals, exitCode }: FleetReport): string {
  const { judged, ready } = totals;
  if (judged === 0) return 'no node was judged';
  if (ready < judged) return `not ready: ${counted(judged - ready, 'node')} of ${judged}`;
  return exitCode === 0
    ? `ready: all ${judged} judged`
    : `all ${judged} judged nodes are ready, --fail-on counts the rest`;
}

/** `3 min 20 s ahead`. */
export function offsetWords(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1000;
  const direction = offsetMs > 0 ? 'ahead' : 'behind';
  if (seconds < 120) return `${seconds.toFixed(1)} s ${direction}`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min ${direction}`;
  return seconds < 172_800
    ? `${Math.round(seconds / 3600)} h ${direction}`
    : `${Math.round(seconds / 86_400)} days ${direction}`;
}

/** Differences that are the same on several nodes are told once. */
export interface SharedDifference {
  readonly fact: string;
  readonly has: string;
  readonly expected: string;
  readonly share: number | undefined;
  readonly nodes: readonly number[];
}

export function sharedDifferences(
  { differences }: FleetReport,
  kind: FleetReport['differences'][number]['kind'],
): readonly SharedDifference[] {
  const own = differences.filter((one) => one.kind === kind);
  const byValue = Map.groupBy(own, ({ fact, has, expected }) => JSON.stringify([fact, has, expected]));
  return [...byValue.values()]
    .flatMap((members): SharedDifference[] => {
      const [first] = members;
      if (first === undefined) return [];
      const { fact, has, expected, share } = first;
      return [{ fact, has, expected, share, nodes: members.map(({ node }) => node) }];
    })
    .toSorted((a, b) => b.nodes.length - a.nodes.length || (a.fact < b.fact ? -1 : 1));
}
