import type { Snapshot } from './differences.ts';
import type { FactTable } from './fact-table.ts';
import { lookAtDocument } from './look-at-document.ts';
import { parseRecord } from './parse-record.ts';
import type { FleetRecord } from './record.ts';

export interface Snapshots {
  readonly snapshots: readonly Snapshot[];
  readonly remarks: readonly string[];
}

/** Facts that are only compared with: an earlier look at the fleet, or a golden node. */
export async function readSnapshots(
  records: AsyncIterable<FleetRecord>,
  table: FactTable,
  what: string,
): Promise<Snapshots> {
  const snapshots: Snapshot[] = [];
  let unreadable = 0;
  let first = '';
  for await (const record of records) {
    if (record.kind === 'remark') continue;
    const parsed = record.kind === 'document' ? parseRecord(record.bytes) : undefined;
    if (parsed?.kind === 'facts') {
      const { machine, vector, collectedAt, identity } = lookAtDocument(parsed.document, undefined, table);
      snapshots.push({ machine, vector, collectedAt, name: identity.hostName });
    } else if (parsed?.kind !== 'unreachable') {
      unreadable += 1;
      first ||= `${record.source}: ${record.kind === 'refused' ? record.why : (parsed?.why ?? '')}`;
    }
  }
  const remarks =
    unreadable === 0 ? [] : [`${what}: ${unreadable} documents cannot be read, the first is ${first}`];
  return { snapshots, remarks };
}
