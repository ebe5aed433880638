import type { ToldFinding, Verdict } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeLine } from './escape.ts';
import { inlineCode, markdownCell, markdownTable } from './markdown-table.ts';
import type { Rendered } from './report.ts';

/** GitHub takes comments of 65,536 characters; some room is left for what surrounds the report. */
const longest = 60_000;
const order: readonly Verdict[] = ['fail', 'warn', 'unknown', 'info'];

/** For a pull request or an issue: a line that says it all, a table, and the details to open. */
export function markdownReport(judgement: Judgement): Rendered {
  const told = order.flatMap((verdict) =>
    judgement.findings.filter((finding) => finding.verdict === verdict),
  );
  const head = headOf(judgement);
  const parts: string[] = [];
  let room = longest - head.length;
  for (const part of told.map(detailsOf)) {
    if (part.length > room) break;
    room -= part.length;
    parts.push(part);
  }
  const left = told.length - parts.length;
  const rest =
    left === 0 ? '' : `\n${left} more findings: run \`kube-preflight\` on the node, or use \`-o json\`.\n`;
  return { stdout: `${head}${parts.join('')}${rest}`, stderr: '' };
}

function headOf({ subject, command, ready, counts, planned, policy }: Judgement): string {
  const verdict = ready ? 'ready' : 'not ready';
  const sums = order.filter((one) => counts[one] > 0).map((one) => `${counts[one]} ${one}`);
  const rows = [
    ...planned.map(({ label, value, origin }) => [label, value, origin] as const),
    ['policy', policy, ''] as const,
  ].map((row) => row.map(markdownCell));
  const about = [subject.os, subject.kernel, subject.kubernetes]
    .filter((part) => part !== '')
    .map(escapeLine);
  return [
    `### ${inlineCode(subject.host)} is ${verdict} for ${inlineCode(`kubeadm ${command}`)}`,
    '',
    `${[...sums, `${counts.pass} passed`].join(', ')} · ${about.map(markdownCell).join(' · ')}`,
    '',
    markdownTable(['planned', 'value', 'from'], rows),
    '',
  ].join('\n');
}

function detailsOf(finding: ToldFinding): string {
  const { verdict, check, says, need, have, evidence, remedies = [] } = finding;
  const facts = [
    ...(need === undefined ? [] : [`- need: ${markdownCell(need)}`]),
    ...(have === undefined ? [] : [`- have: ${markdownCell(have)}`]),
    ...evidence.map(({ source }) => `- seen: ${inlineCode(source)}`),
    ...remedies.flatMap(({ what, now = [], persistent = [] }) => [
      `- mend: ${markdownCell(what)}`,
      ...[...now, ...persistent].map((command) => `  - ${inlineCode(command)}`),
    ]),
  ];
  const title = `<b>${verdict}</b> ${htmlOf(check)}: ${htmlOf(says)}`;
  return `<details${verdict === 'fail' ? ' open' : ''}><summary>${title}</summary>\n\n${facts.join('\n')}\n\n</details>\n`;
}

function htmlOf(text: string): string {
  return escapeLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
