import type { FleetGroup, FleetReport } from '../../findings/fleet-report.ts';
import { clip } from '../display-width.ts';
import { markdownCell, markdownCode, markdownTable } from '../markdown-table.ts';
import type { Rendered } from '../report.ts';
import {
  defaultBlockers,
  offsetWords,
  plannedGroups,
  readinessTallies,
  sharedDifferences,
  totalsLine,
  unjudgedNodes,
  verdictWords,
} from './fleet-summary.ts';

/** A comment on GitHub holds 65,536 characters; with these bounds a report stays below. */
const rowsOfTable = 40;
const longestCell = 300;

/** For a comment: tables of what was found, and of what does not fit together. */
export function fleetMarkdown(report: FleetReport): Rendered {
  const parts = [
    `# ${markdownCell(verdictWords(report))}\n\n${markdownCell(totalsLine(report))}. Kubernetes ${markdownCell(report.kubernetes)}, judged for ${markdownCell(report.command)}.\n`,
    readiness(report),
    groupTable(
      'For this plan',
      plannedGroups(report).filter(({ verdict }) => verdict !== 'info'),
    ),
    groupTable('For nftables, the default from v1.40 on', defaultBlockers(report)),
    table('Without a verdict', ['status', 'node', 'why'], unjudged(report)),
    table('The same on several machines', ['what', 'value', 'hosts'], duplicates(report)),
    differences('Unlike the others', report, 'outlier'),
    differences('Unlike the golden node', report, 'golden'),
    differences('Changed since the earlier snapshot', report, 'earlier'),
    table('Clocks off the median', ['node', 'clock'], clocks(report)),
    remarks(report),
  ].filter((part) => part !== '');
  return { stdout: parts.join('\n'), stderr: '' };
}

const cell = (text: string): string => markdownCell(clip(text, longestCell, '…'));

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const more = rows.length - rowsOfTable;
  const rest = more > 0 ? `\n… and ${more} more\n` : '';
  return `## ${title}\n\n${markdownTable(head, rows.slice(0, rowsOfTable))}${rest}`;
}

function readiness(report: FleetReport): string {
  if (report.totals.judged === 0) return '';
  const rows = readinessTallies(report).map(({ what, ready, notReady, unknown }) => [
    what,
    String(ready),
    String(notReady),
    String(unknown),
  ]);
  return table('Readiness', ['mode', 'ready', 'not ready', 'not told'], rows);
}

function groupTable(title: string, groups: readonly FleetGroup[]): string {
  const rows = groups.map(({ verdict, check, says, observed, nodes, hosts }) => {
    const text = observed === '' || says.includes(observed) ? says : `${says} (${observed})`;
    return [verdict, markdownCode(check), cell(text), String(nodes.length), cell(hosts)];
  });
  return table(title, ['verdict', 'check', 'what', 'nodes', 'hosts'], rows);
}

function unjudged(report: FleetReport): readonly (readonly string[])[] {
  return unjudgedNodes(report).map(({ status, detail, nodes }) => [
    status,
    cell([...new Set(nodes.map(({ name }) => name))].join(', ')),
    cell(detail),
  ]);
}

function duplicates(report: FleetReport): readonly (readonly string[])[] {
  return report.duplicates.map(({ what, value, hosts }) => [
    what,
    markdownCode(clip(value, longestCell, '…')),
    cell(hosts),
  ]);
}

function differences(title: string, report: FleetReport, kind: 'outlier' | 'golden' | 'earlier'): string {
  const rows = sharedDifferences(report, kind).map(({ fact, has, expected, nodes }) => [
    markdownCode(clip(fact, longestCell, '…')),
    cell(has),
    cell(expected),
    cell(nodes.map((node) => report.nodes[node]?.name ?? '').join(', ')),
  ]);
  const others = { outlier: 'the others', golden: 'golden node', earlier: 'before' } as const;
  return table(title, ['fact', 'here', others[kind], 'nodes'], rows);
}

function clocks({ clocks: offsets, nodes }: FleetReport): readonly (readonly string[])[] {
  return offsets.map(({ node, offsetMs }) => [cell(nodes[node]?.name ?? ''), offsetWords(offsetMs)]);
}

function remarks({ remarks: texts = [] }: FleetReport): string {
  if (texts.length === 0) return '';
  return `## Remarks\n\n${texts
    .slice(0, rowsOfTable)
    .map((text) => `- ${cell(text)}\n`)
    .join('')}`;
}
