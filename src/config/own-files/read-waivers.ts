import { documentOf, list, struct, text } from '../schemas/shape.ts';
import type { Problems } from '../problems.ts';
import { treeAt } from '../tree.ts';
import { EntryReader } from './entry.ts';
import { parseHostPattern } from './host-pattern.ts';
import { checkOwnFields, type OwnDocument } from './own-document.ts';
import type { Waiver } from './waiver.ts';

const waiversSchema = documentOf({
  waivers: list(struct({ check: text, reason: text, owner: text, expires: text, hosts: list(text) })),
});

/** The waivers of one document; what is wrong with them goes to the problems, all at once. */
export function readWaivers(document: OwnDocument, problems: Problems): readonly Waiver[] {
  if (!checkOwnFields(document, waiversSchema, problems)) return [];
  const tree = treeAt(document.tree, ['waivers']);
  if (tree?.kind !== 'list') return [];
  return tree.items.flatMap((item, index) => {
    const waiver = readWaiver(new EntryReader(document, item, `waivers[${index}]`, problems));
    return waiver === undefined ? [] : [waiver];
  });
}

function readWaiver(entry: EntryReader): Waiver | undefined {
  const check = entry.demand('check', 'FileExisting-nft');
  const reason = entry.demand('reason', '"why this failure may stand here, and what is done about it"');
  const expires = entry.text('expires');
  if (expires !== '' && !isDay(expires)) {
    entry.refuse(['expires'], {
      code: 'config.bad-date',
      message: 'expires must be the last day on which the waiver counts',
      suggestion: dayLike(expires) ?? 'such as 2027-01-31',
    });
  }
  judgeHosts(entry);
  if (check === undefined || reason === undefined) return undefined;
  return { check, reason: reason.value, owner: entry.text('owner'), expires, hosts: entry.texts('hosts') };
}

/** Patterns of hosts, as waivers and requirements have them. */
export function judgeHosts(entry: EntryReader): void {
  for (const [index, written] of entry.texts('hosts').entries()) {
    const pattern = parseHostPattern(written);
    if (pattern.ok) continue;
    entry.refuse(['hosts', index], {
      code: 'config.bad-host-pattern',
      message: pattern.why,
      suggestion: 'such as node-7, web-*, or node[001-020]',
    });
  }
}

/** A day that the calendar has. */
function isDay(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(written)) return false;
  const day = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
}

/** `2027-1-31` and `2027/01/31` are clear enough to be named. */
function dayLike(written: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T.*)?$/u.exec(written) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const meant = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(meant) ? meant : undefined;
}
