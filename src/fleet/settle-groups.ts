import type { FleetGroup, FleetReport } from '../findings/fleet-report.ts';
import type { Order } from './build-report.ts';
import type { Columns } from './check-columns.ts';
import type { BookedGroup, GroupBook } from './group-book.ts';
import { hostRange } from './host-range.ts';
import { clip } from './observed.ts';

export interface SettledGroups {
  readonly groups: readonly FleetGroup[];
  /** Which of them hold of the node at this place. */
  ofNode(node: number): {
    readonly planned: readonly number[];
    readonly ofMode: (mode: FleetGroup['forMode']) => readonly number[];
  };
}

const gravity: readonly FleetGroup['verdict'][] = ['fail', 'warn', 'unknown', 'info'];
/** `nodes` names them all; this is for people. */
const longestHosts = 4000;

/** Groups in the order of a report, with their nodes by the places they have there: worst and widest first. */
export function settleGroups(
  { book, columns }: { readonly book: GroupBook; readonly columns: Columns },
  order: Order,
): SettledGroups {
  const booked = book
    .groups((came) => order.judgedAt(came) !== undefined)
    .map((group) => ({ ...group, nodes: placesOf(group, order) }))
    .toSorted((a, b) => compare(a, b, columns));
  const groups = booked.map((group) => groupOf(group, order.nodes));
  const byNode = indexByNode(groups);
  return {
    groups,
    ofNode(node) {
      const own = byNode.get(node) ?? [];
      const of = (mode: FleetGroup['forMode']) => own.filter((index) => groups[index]?.forMode === mode);
      return { planned: of(''), ofMode: of };
    },
  };
}

function placesOf({ nodes }: BookedGroup, order: Order): readonly number[] {
  return nodes.flatMap((came) => order.judgedAt(came) ?? []).toSorted((a, b) => a - b);
}

function compare(a: BookedGroup, b: BookedGroup, columns: Columns): number {
  return (
    Number(a.forMode !== '') - Number(b.forMode !== '') ||
    gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict) ||
    b.nodes.length - a.nodes.length ||
    columns.indexOf(a.finding) - columns.indexOf(b.finding) ||
    byText(keyOf(a), keyOf(b))
  );
}

function keyOf({ finding, forMode, observed }: BookedGroup): string {
  return [forMode, finding.check, finding.code, finding.subject, observed].join('\n');
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function groupOf(
  { finding, verdict, forMode, observed, nodes }: BookedGroup,
  entries: readonly { readonly name: string }[],
): FleetGroup {
  const { check, code, group, subject, says, need, have, remedies = [], evidence, neededBy, cause } = finding;
  return {
    check,
    code,
    group,
    verdict,
    subject,
    observed,
    says,
    ...(need === undefined ? {} : { need }),
    ...(have === undefined ? {} : { have }),
    remedies,
    evidence,
    neededBy,
    ...(cause === undefined ? {} : { cause }),
    forMode,
    nodes,
    hosts: clip(hostRange(nodes.map((node) => entries[node]?.name ?? '')), longestHosts),
  };
}

function indexByNode(groups: FleetReport['groups']): ReadonlyMap<number, readonly number[]> {
  const byNode = new Map<number, number[]>();
  for (const [index, { nodes }] of groups.entries()) {
    for (const node of nodes) {
      const own = byNode.get(node);
      if (own === undefined) byNode.set(node, [index]);
      else own.push(index);
    }
  }
  return byNode;
}
