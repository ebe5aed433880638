import { namesOfHost } from '../config/own-files/host-pattern.ts';
import { fileOf } from './file-of.ts';
import type { FleetEntry } from './fleet-entry.ts';
import { hostRange } from './host-range.ts';
import { isSameMachine } from './same-machine.ts';

/** Where hosts are named that should be there. */
export interface Expected {
  readonly source: string;
  readonly names: readonly string[];
}

export interface Settled {
  /** In the order of the entries; undefined: it became part of another. */
  readonly entries: readonly (FleetEntry | undefined)[];
  /** Hosts that nothing came of. */
  readonly missing: readonly FleetEntry[];
  readonly remarks: readonly string[];
}

/** Machines that came twice, hosts that were not reached and then were, hosts that did not come. */
export function settleEntries(entries: readonly FleetEntry[], expected: Expected | undefined): Settled {
  const settled: (FleetEntry | undefined)[] = [...entries];
  markOlder(settled);
  foldUnreached(settled);
  if (expected === undefined) return { entries: settled, missing: [], remarks: [] };
  return { entries: settled, ...missingOf(settled, expected) };
}

/** Machines of one name that each document is compared with. */
const mostCompared = 200;

/** Of one machine the newest document counts; of two of one time, that which came last. */
function markOlder(entries: (FleetEntry | undefined)[]): void {
  const byName = new Map<string, number[]>();
  for (const [index, entry] of entries.entries()) {
    if (entry?.looked === undefined || entry.status !== 'judged') continue;
    const name = entry.looked.machine.hostName;
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [index]);
    else others.push(index);
  }
  for (const indices of byName.values()) {
    const sorted = indices.toSorted((a, b) => newness(entries[b]) - newness(entries[a]) || b - a);
    const kept: number[] = [];
    for (const index of sorted) {
      const newer = kept.find((other) => areSame(entries[index], entries[other]));
      if (newer !== undefined) entries[index] = older(entries[index], entries[newer]);
      else if (kept.length < mostCompared) kept.push(index);
    }
  }
}

function newness(entry: FleetEntry | undefined): number {
  const ms = Date.parse(entry?.looked?.collectedAt ?? '');
  return Number.isNaN(ms) ? 0 : ms;
}

function areSame(a: FleetEntry | undefined, b: FleetEntry | undefined): boolean {
  if (a?.looked === undefined || b?.looked === undefined) return false;
  return isSameMachine(a.looked.machine, b.looked.machine);
}

function older(entry: FleetEntry | undefined, newer: FleetEntry | undefined): FleetEntry | undefined {
  if (entry === undefined) return undefined;
  const { judged: _judged, ...rest } = entry;
  const at = newer?.looked?.collectedAt ?? '';
  return {
    ...rest,
    status: 'duplicate',
    detail: `of the same machine ${newer?.source ?? ''} counts, which is newer: ${at}`,
  };
}

/** A host that was tried again: what came of it counts, and that it failed before is said. */
function foldUnreached(entries: (FleetEntry | undefined)[]): void {
  const known = namesIn(entries, (entry) => entry.looked !== undefined);
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const isTry = entry?.status === 'unreachable' || entry?.status === 'failed';
    if (entry === undefined || !isTry || entry.looked !== undefined) continue;
    const name = entry.name.toLowerCase();
    const at = known.get(name);
    const holder = at === undefined ? undefined : entries[at];
    if (holder !== undefined || seen.has(name)) entries[index] = undefined;
    seen.add(name);
    if (at === undefined || holder === undefined || holder.detail !== '') continue;
    entries[at] = { ...holder, detail: `${entry.status} at another try: ${entry.detail}` };
  }
}

/**
 * Where the node stands that somebody may mean by a name: its own, without its domain, its addresses, and that of
 * its file, as whoever collects facts names files after hosts of the inventory.
 */
function namesIn(
  entries: readonly (FleetEntry | undefined)[],
  isMeant: (entry: FleetEntry) => boolean,
): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    if (entry === undefined || !isMeant(entry)) continue;
    const own = [
      ...namesOfHost(entry.name, fileName(entry.source)),
      ...(entry.looked?.identity.addresses ?? []),
    ];
    for (const name of own) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), index);
  }
  return names;
}

function fileName(source: string): string {
  return /^(.+)\.json(?:\.gz)?$/iu.exec(fileOf(source))?.[1] ?? '';
}

const longestRange = 400;

function missingOf(
  entries: readonly (FleetEntry | undefined)[],
  { source, names }: Expected,
): Pick<Settled, 'missing' | 'remarks'> {
  const known = namesIn(entries, ({ status }) => status !== 'duplicate');
  const find = (name: string): number | undefined =>
    [name, ...namesOfHost(name)]
      .map((one) => known.get(one.toLowerCase()))
      .find((index) => index !== undefined);
  const distinct = new Map(names.map((name) => [name.toLowerCase(), name]));
  const missing = [...distinct.values()]
    .filter((name) => find(name) === undefined)
    .map((name): FleetEntry => ({ name, status: 'unreachable', detail: 'nothing came of it', source }));
  const wanted = new Set(names.map(find));
  const surplus = entries.filter(
    (entry, index) => entry !== undefined && entry.status !== 'duplicate' && !wanted.has(index),
  );
  const range = hostRange(surplus.flatMap((entry) => entry?.name ?? []));
  const remarks =
    surplus.length === 0
      ? []
      : [
          `not named in ${source}: ${surplus.length === 1 ? '1 node' : `${surplus.length} nodes`}: ${range.slice(0, longestRange)}`,
        ];
  return { missing, remarks };
}
