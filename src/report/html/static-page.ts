import type { FleetReport } from '../../findings/fleet-report.ts';
import { escapeXml } from '../escape-xml.ts';

const most = 500;

/** What stands there without JavaScript: the sums, the findings and the nodes as tables. */
export function staticPage({ totals, groups, nodes, kubernetes, command }: FleetReport): string {
  const found = groups.filter(({ forMode }) => forMode === '');
  return [
    `<h1>${totals.ready} of ${totals.nodes} nodes are ready</h1>`,
    `<p>kubeadm ${escapeXml(command)}, Kubernetes ${escapeXml(kubernetes)}</p>`,
    '<h2>What was found</h2>',
    table(
      ['verdict', 'check', 'what', 'need', 'have', 'to mend it', 'on'],
      found.map((group) => [
        group.verdict,
        group.check,
        group.says,
        group.need ?? '',
        group.have ?? '',
        group.remedies.flatMap(({ what, now = [] }) => [what, ...now]).join('; '),
        group.hosts,
      ]),
    ),
    '<h2>Nodes</h2>',
    table(
      ['node', 'status', 'failed', 'warned', 'could not tell', 'system', 'kernel'],
      nodes.map(({ name, status, detail, counts, os, kernel }) => [
        name,
        status === 'judged' ? status : `${status}: ${detail}`,
        String(counts.fail),
        String(counts.warn),
        String(counts.unknown),
        os,
        kernel,
      ]),
    ),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = rows
    .slice(0, most)
    .map((row) => `<tr>${row.map((text) => `<td>${escapeXml(text)}</td>`).join('')}</tr>`);
  const rest = rows.length > most ? `<p>${rows.length - most} more: see the report as JSON.</p>` : '';
  const titles = head.map((text) => `<th scope="col">${text}</th>`).join('');
  return `<table><thead><tr>${titles}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>${rest}`;
}
