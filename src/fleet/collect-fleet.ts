import { countVerdicts } from '../engine/judgement.ts';
import type { FactsDocument } from '../snapshot/facts-document.ts';
import type { UnreachableDocument } from '../snapshot/unreachable-document.ts';
import { cellsOf, type Columns, columnsOf } from './check-columns.ts';
import { createFactTable, type FactTable } from './fact-table.ts';
import { fileOf } from './file-of.ts';
import type { FleetEntry, Judged } from './fleet-entry.ts';
import type { FleetPlans, NodePlan } from './fleet-plans.ts';
import { createGroupBook, type GroupBook } from './group-book.ts';
import { type Judging, type JudgedNode, judgeNode } from './judge-node.ts';
import { lookAtDocument } from './look-at-document.ts';
import { clip, masksOf } from './observed.ts';
import { parseRecord } from './parse-record.ts';
import type { FleetRecord } from './record.ts';

/** What was read and judged so far. */
export interface Collected {
  readonly entries: readonly FleetEntry[];
  readonly book: GroupBook;
  readonly columns: Columns;
  readonly table: FactTable;
  /** Remarks, with how often each was made. */
  readonly remarks: ReadonlyMap<string, number>;
}

/** Reads documents one after the other, judges each, and keeps only what the report needs. */
export async function collectFleet(
  records: AsyncIterable<FleetRecord>,
  plans: FleetPlans,
  judging: Judging,
  table: FactTable = createFactTable(),
): Promise<Collected> {
  const entries: FleetEntry[] = [];
  const remarks = new Map<string, number>();
  const book = createGroupBook();
  const columns = columnsOf(judging.checks);
  for await (const record of records) {
    if (record.kind === 'remark') remarks.set(record.says, (remarks.get(record.says) ?? 0) + 1);
    else if (record.kind === 'refused') entries.push(unreadable(record.source, '', record.why));
    else {
      const { source, bytes, receivedMs } = record;
      const parsed = parseRecord(bytes);
      if (parsed.kind === 'unreachable') entries.push(unreachable(source, parsed.document));
      else if (parsed.kind === 'unreadable') entries.push(unreadable(source, parsed.host, parsed.why));
      else {
        const { document } = parsed;
        const planned = await plans.planFor(document);
        const tools = { book, columns, table, judging, node: entries.length };
        entries.push(entryOf({ document, source, receivedMs, planned }, tools));
      }
    }
  }
  return { entries, book, columns, table, remarks };
}

interface Case {
  readonly document: FactsDocument;
  readonly source: string;
  readonly receivedMs: number | undefined;
  readonly planned: NodePlan;
}

interface Tools {
  readonly book: GroupBook;
  readonly columns: Columns;
  readonly table: FactTable;
  readonly judging: Judging;
  /** The number of this node. */
  readonly node: number;
}

/** A document that passed its reader may hold what no code thought of: that costs its node. */
function entryOf({ document, source, receivedMs, planned }: Case, tools: Tools): FleetEntry {
  const name = nameOf(document.identity.hostName, source);
  try {
    const looked = lookAtDocument(document, receivedMs, tools.table);
    const base = { name, source, looked };
    if (!planned.ok) return { ...base, status: 'failed', detail: planned.why };
    const judged = judgeNode({ document, ...planned }, tools.judging);
    bookFindings(judged, document, tools);
    return {
      ...base,
      status: 'judged',
      detail: '',
      judged: sumUp(judged, planned.plan.phase, tools.columns),
    };
  } catch (error) {
    return {
      name,
      source,
      status: 'unreadable',
      detail: clip(`its facts cannot be judged: ${String(error)}`),
    };
  }
}

function bookFindings(judged: JudgedNode, { identity }: FactsDocument, { book, node }: Tools): void {
  const masks = masksOf(identity);
  for (const finding of judged.findings) book.add(node, finding, '', masks);
  for (const { mode, because } of judged.modes) {
    for (const finding of because) book.add(node, finding, mode, masks);
  }
  // What keeps nftables from working as the default only, as the node cannot meet the newer release.
  const isReadyNow = judged.modes.some(({ mode, readiness }) => mode === 'nftables' && readiness === 'ready');
  if (isReadyNow) for (const finding of judged.atDefault.because) book.add(node, finding, 'nftables', masks);
}

function sumUp({ findings, modes, atDefault }: JudgedNode, as: string, columns: Columns): Judged {
  return {
    as,
    counts: countVerdicts(findings),
    cells: cellsOf(findings, columns),
    modes: modes.map(({ mode, readiness }) => ({ mode, readiness })),
    survivesDefault: atDefault.readiness,
  };
}

function unreachable(source: string, { host, why, status, at }: UnreachableDocument): FleetEntry {
  const detail = at === undefined ? why : `${why} (${at})`;
  return { name: host, status: status ?? 'unreachable', detail: clip(detail), source };
}

function unreadable(source: string, host: string, why: string): FleetEntry {
  return { name: nameOf(host, source), status: 'unreadable', detail: clip(why), source };
}

/** Without a host name, the file that is named after a host, or the line. */
function nameOf(hostName: string, source: string): string {
  if (hostName !== '') return clip(hostName, 253);
  return clip(fileOf(source).replace(/\.(?:json|ndjson|jsonl)(?:\.gz)?$/iu, ''), 253);
}
