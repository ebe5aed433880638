import type { FleetReport } from '../../findings/fleet-report.ts';
import { escapeXml } from '../escape-xml.ts';
import { readinessWords, statusWords } from './page-words.ts';
import { defaultSentence, modeCounts, readinessStates } from './readiness.ts';
import { staticFinding } from './static-finding.ts';

const most = 500;

/** What stands there without JavaScript: the sums and the findings, as with it, and the nodes as a table. */
export function staticPage(report: FleetReport): string {
  const found = report.groups.filter(({ forMode }) => forMode === '');
  const isOne = report.totals.nodes === 1;
  return [
    ...head(report),
    '<h2>What was found</h2>',
    '<ol class="groups">',
    ...found.slice(0, most).map((group) => {
      const count = isOne ? '' : `<span class="chip">${group.nodes.length}</span>`;
      return `<li>${count}${staticFinding(group, isOne ? '' : group.hosts)}</li>`;
    }),
    '</ol>',
    more(found.length - most),
    ...(isOne ? [] : nodeTable(report)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function head(report: FleetReport): readonly string[] {
  const { totals, nodes, command, kubernetes, policy, planned } = report;
  const only = totals.nodes === 1 ? nodes[0] : undefined;
  const plan = [
    `kubeadm ${command}`,
    `Kubernetes ${kubernetes}`,
    `policy ${policy}`,
    ...planned
      .filter(({ label }) => label !== 'Kubernetes' && label !== 'policy')
      .map(({ label, value, origin }) => `${label} ${value} (${origin})`),
  ];
  const [survivors, words] = defaultSentence(report);
  const modes = modeCounts(report).map(({ mode, counts }) => [
    mode,
    ...readinessStates.map((state) => String(counts[state])),
  ]);
  return [
    only === undefined
      ? `<h1>${totals.ready} of ${totals.nodes} nodes are ready</h1>`
      : `<h1>${escapeXml(only.name)} is ${only.ready ? 'ready' : 'not ready'}</h1>`,
    `<p class="plan">${escapeXml(plan.join(' · '))}</p>`,
    survivors === '' ? '' : `<p class="default"><b>${survivors}</b> ${words}</p>`,
    modes.length === 0
      ? ''
      : table(
          'readiness for each mode of kube-proxy',
          ['mode', ...readinessStates.map((state) => readinessWords[state])],
          modes,
        ),
    statuses(report),
  ];
}

/** Nodes without a verdict, by why. */
function statuses({ totals }: FleetReport): string {
  const others = (['unreachable', 'failed', 'unreadable', 'duplicate'] as const)
    .filter((status) => totals[status] > 0)
    .map((status) => `${totals[status]} ${statusWords[status]}`);
  return others.length === 0 ? '' : `<p>${others.join(' · ')}</p>`;
}

function nodeTable({ nodes }: FleetReport): readonly string[] {
  const rows = nodes
    .slice(0, most)
    .map(({ name, status, detail, counts, os, kernel }) => [
      name,
      [statusWords[status], detail].filter((text) => text !== '').join(': '),
      ...(status === 'judged' ? [counts.fail, counts.warn, counts.unknown] : ['', '', '']).map(String),
      os,
      kernel,
    ]);
  return [
    '<h2>Nodes</h2>',
    table('nodes', ['node', 'status', 'failed', 'warned', 'could not tell', 'system', 'kernel'], rows),
    more(nodes.length - most),
  ];
}

function more(rest: number): string {
  return rest > 0 ? `<p>${rest} more: see the report as JSON.</p>` : '';
}

/** Where it is wider than the page it is moved by itself; that has to work by keys as well. */
function table(name: string, titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = titles.map((text) => `<th scope="col">${text}</th>`).join('');
  const lines = rows.map((row) => `<tr>${row.map((text) => `<td>${escapeXml(text)}</td>`).join('')}</tr>`);
  return [
    `<div class="wide" role="region" aria-label="${name}" tabindex="0"><table>`,
    `<thead><tr>${cells}</tr></thead>`,
    '<tbody>',
    ...lines,
    '</tbody></table></div>',
  ].join('\n');
}
