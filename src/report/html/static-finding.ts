import type { FleetGroup } from '../../findings/fleet-report.ts';
import { escapeXml, escapeXmlLines } from '../escape-xml.ts';
import { findingFacts, remedyLabel } from './finding-facts.ts';

/** A finding as `web/finding.tsx` shows it, without what needs a script. Browsers open and close it by themselves. */
export function staticFinding(group: FleetGroup, hosts: string): string {
  const { verdict, check, says, evidence, remedies } = group;
  return [
    `<details class="finding"${verdict === 'fail' ? ' open=""' : ''}>`,
    `<summary><b class="${verdict}">${verdict}</b> <code>${escapeXml(check)}</code> ${escapeXml(says)}</summary>`,
    '<dl>',
    ...findingFacts(group, hosts).map(([label, text]) => row(label, escapeXml(text))),
    ...evidence.map(({ source, excerpt = '' }) => row('seen', `${escapeXml(source)}${lines([excerpt])}`)),
    ...remedies.map(({ what, now = [], persistent = [], verify = [] }, index) => {
      const toCheck = verify.length > 0 ? `<div><small>to check:</small></div>${lines(verify)}` : '';
      return row(remedyLabel(index), `${escapeXml(what)}${lines([...now, ...persistent])}${toCheck}`);
    }),
    '</dl>',
    '</details>',
  ].join('');
}

/** @param inner HTML */
function row(label: string, inner: string): string {
  return `<div><dt>${label}</dt><dd>${inner}</dd></div>`;
}

function lines(texts: readonly string[]): string {
  const all = texts.flatMap(escapeXmlLines);
  return all.length === 0 ? '' : `<pre>${all.join('\n')}</pre>`;
}
