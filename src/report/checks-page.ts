import type { CheckSummary, ExplainedReason, Explanation } from '../findings/explanation.ts';
import { inlineCode, markdownCell, markdownCode, markdownTable } from './markdown-table.ts';

export interface ExplainedCheck {
  readonly summary: CheckSummary;
  readonly explanation: Explanation;
}

/** The page of all checks, by group. */
export function checksPage(checks: readonly ExplainedCheck[]): string {
  const groups = Map.groupBy(checks, ({ summary }) => summary.group);
  const head = [
    '# All checks\n',
    'Generated from the program by `npm run docs`. The same for one check, with its requirements:',
    '`kube-preflight explain CHECK`. Names are those that `--ignore-preflight-errors` and waivers take; a check with',
    'several subjects adds them: `FileExisting-nft`, `Port-6443`. In what mends a reason, `<name>` stands for what the',
    'report of a host names.\n',
    markdownTable(
      ['check', 'about', 'group', "kubeadm's, too"],
      checks.map(({ summary: { name, title, group, kubeadms } }) => [
        `[${name}](#${name.toLowerCase()})`,
        markdownCell(title),
        group,
        kubeadms ? 'yes' : '',
      ]),
    ),
  ];
  const sections = [...groups].map(([group, own]) =>
    [`## Group ${group}\n`, ...own.map(({ explanation }) => section(explanation))].join('\n'),
  );
  return [...head, ...sections].join('\n');
}

function section(explanation: Explanation): string {
  const { name, title, what, why, who, since, until, look, sources, reasons } = explanation;
  const facts = [
    ['Needed by', markdownCell(who.join(', '))],
    ['Since', markdownCell(since)],
    ['Until', markdownCell(until)],
    ['By hand', look.map(inlineCode).join('; ')],
    ['Sources', markdownCell(sources.join('; '))],
  ].filter(([, text]) => text !== '');
  return [
    `### ${name}\n`,
    `${markdownCell(`${title.charAt(0).toUpperCase()}${title.slice(1)}. ${[...what, ...why].join(' ')}`)}\n`,
    `${facts.map(([label = '', text = '']) => `- ${label}: ${text}`).join('\n')}\n`,
    markdownTable(['reason', 'means', 'what mends it'], reasons.map(reasonRow)),
  ].join('\n');
}

function reasonRow({ code, means, remedies }: ExplainedReason): readonly string[] {
  const ways = remedies.map(({ what, now }) =>
    [markdownCell(what), ...now.map(markdownCode)].filter((part) => part !== '').join(': '),
  );
  return [markdownCode(code), markdownCell(means), ways.join('; ')];
}
