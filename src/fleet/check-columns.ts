import type { Check } from '../checks/check.ts';
import { groups, type Group, type Verdict } from '../findings/finding.ts';
import type { FleetReport } from '../findings/fleet-report.ts';

export type Column = FleetReport['columns'][number];

/** Names that no check has: of this program's own files. */
const others: readonly Column[] = [
  { check: 'IgnorePreflightErrors', title: 'ignored checks', group: 'configuration' },
  { check: 'Waivers', title: 'waivers', group: 'configuration' },
];

/** Columns of a matrix, one for each family of checks, and which of them a finding belongs to. */
export interface Columns {
  readonly all: readonly Column[];
  indexOf(finding: { readonly check: string; readonly group: Group }): number;
}

export function columnsOf(checks: readonly Check[]): Columns {
  const all = [
    ...checks.map(({ name, title, group }) => ({ check: name, title, group })),
    ...others,
  ].toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  const known = new Map<string, number>();
  for (const [index, { check }] of all.entries()) known.set(check.toLowerCase(), index);
  for (const check of checks) {
    const index = known.get(check.name.toLowerCase()) ?? -1;
    for (const name of check.names())
      if (!known.has(name.toLowerCase())) known.set(name.toLowerCase(), index);
  }
  return {
    all,
    indexOf({ check }) {
      const name = check.toLowerCase();
      const found = known.get(name) ?? familyIndex(name, known);
      known.set(name, found);
      return found;
    },
  };
}

/** `FileExisting-nft` is of `FileExisting`: ports and paths of a configuration have names of their own. */
function familyIndex(name: string, known: ReadonlyMap<string, number>): number {
  for (let end = name.lastIndexOf('-'); end > 0; end = name.lastIndexOf('-', end - 1)) {
    const index = known.get(name.slice(0, end));
    if (index !== undefined) return index;
  }
  return -1;
}

const letters = { pass: 'p', info: 'i', warn: 'w', fail: 'f', unknown: 'u' } as const satisfies Record<
  Verdict,
  string
>;
/** The worst last. */
const gravity: readonly Verdict[] = ['pass', 'info', 'unknown', 'warn', 'fail'];
export const notJudged = '-';

/** The worst verdict of each column, as one letter each. */
export function cellsOf(
  findings: readonly { readonly check: string; readonly group: Group; readonly verdict: Verdict }[],
  columns: Columns,
): string {
  const worst = columns.all.map(() => -1);
  for (const finding of findings) {
    const at = columns.indexOf(finding);
    if (at >= 0) worst[at] = Math.max(worst[at] ?? -1, gravity.indexOf(finding.verdict));
  }
  return worst.map((index) => letterOf(gravity[index])).join('');
}

function letterOf(verdict: Verdict | undefined): string {
  return verdict === undefined ? notJudged : letters[verdict];
}
