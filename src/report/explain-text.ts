import type { CheckList, ExplainedRemedy, Explanation } from '../findings/explanation.ts';
import type { ReportOptions } from './report.ts';
import { createPen, pad, type Pen } from './text/pen.ts';
import { setText } from './text/wrap.ts';

const labelColumns = 10;

/** What a word of a report means, for people. */
export function explainText(explanation: Explanation, options: ReportOptions): string {
  const pen = createPen(options);
  const { name, title, what, why, who, since, until, look, mend, reasons, sources } = explanation;
  const blocks = [
    setText(pen, { at: 0, lead: { text: pen.line(name), style: 'strong' }, indent: 2 }, [
      { text: pen.line(title) },
    ]),
    [
      ...labelled(pen, 'what', what),
      ...labelled(pen, 'why', why),
      ...labelled(pen, 'who', who.length === 0 ? [] : [who.join(', ')]),
      ...labelled(pen, 'since', since === '' ? [] : [since]),
      ...labelled(pen, 'until', until === '' ? [] : [until]),
    ],
    commands(pen, 'look', look),
    mend.flatMap((remedy, index) => remedyLines(pen, index === 0 ? 'mend' : '', remedy)),
    explanation.kind === 'reason' ? [] : reasonLines(pen, explanation),
    requirementLines(pen, explanation, options.verbose),
    labelled(pen, 'sources', sources.length === 0 ? [] : [sources.join('; ')]),
  ];
  const more = reasons.length > 0 && explanation.kind === 'check' ? [seeMore(pen)] : [];
  return `${[...blocks, ...more]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** All checks, by group. */
export function checkListText({ checks }: CheckList, options: ReportOptions): string {
  const pen = createPen(options);
  const width = Math.max(...checks.map(({ name }) => name.length));
  const groups = Map.groupBy(checks, ({ group }) => group);
  const blocks = [...groups].map(([group, own]) => [
    pen.paint({ text: group, style: 'strong' }),
    ...own.flatMap(({ name, title, kubeadms }) =>
      setText(pen, { at: 2, lead: { text: pad(name, width) }, indent: width + 3 }, [
        { text: `${pen.line(title)}${kubeadms ? ' (kubeadm, too)' : ''}` },
      ]),
    ),
  ]);
  const end = ['kube-preflight explain NAME tells more: of a check, a reason, a tool or a requirement'];
  return `${[...blocks, end].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function seeMore(pen: Pen): readonly string[] {
  return setText(pen, { at: 0, indent: 2 }, [
    { text: 'kube-preflight explain REASON tells how to mend it', style: 'faint' },
  ]);
}

function labelled(pen: Pen, label: string, texts: readonly string[]): string[] {
  return texts.flatMap((text, index) => {
    const lead = { text: pad(index === 0 ? label : '', labelColumns - 1), style: 'faint' } as const;
    return setText(pen, { at: 0, lead, indent: labelColumns }, [{ text: pen.line(text) }]);
  });
}

/** To be copied: never broken. */
function commands(pen: Pen, label: string, lines: readonly string[]): string[] {
  return lines.map(
    (line, index) =>
      `${pen.paint({ text: pad(index === 0 ? label : '', labelColumns), style: 'faint' })}${pen.line(line)}`,
  );
}

function remedyLines(pen: Pen, label: string, { what, now, persistent, verify }: ExplainedRemedy): string[] {
  const lead = { text: pad(label, labelColumns - 1), style: 'faint' } as const;
  const at = ' '.repeat(labelColumns + 2);
  const said = (lines: readonly string[], note: string) =>
    lines.map(
      (line) =>
        `${at}${pen.line(line)}${note === '' ? '' : pen.paint({ text: `  # ${note}`, style: 'faint' })}`,
    );
  return [
    ...setText(pen, { at: 0, lead, indent: labelColumns }, [{ text: pen.line(what) }]),
    ...said(now, ''),
    ...said(persistent, 'to last'),
    ...said(verify, 'to see'),
  ];
}

function reasonLines(pen: Pen, { reasons }: Explanation): string[] {
  return reasons.flatMap(({ code, means }, index) => [
    ...(index === 0 ? [pen.paint({ text: 'reasons', style: 'faint' })] : []),
    ...setText(pen, { at: 2, lead: { text: pad(code, 30) }, indent: 6 }, [{ text: pen.line(means) }]),
  ]);
}

const shownAtMost = 12;

function requirementLines(pen: Pen, { requirements }: Explanation, all: boolean): string[] {
  const shown = all ? requirements : requirements.slice(0, shownAtMost);
  const rest = requirements.length - shown.length;
  const lines = shown.flatMap(({ name, need, component, where, from, until, severity }) => {
    const range = [from === '' ? '' : `from ${from}`, until === '' ? '' : `before ${until}`];
    const words = [component, severity, ...where, ...range].filter((part) => part !== '').join(', ');
    return setText(pen, { at: 2, lead: { text: pad(pen.line(`${name} ${need}`.trim()), 30) }, indent: 6 }, [
      { text: pen.line(words) },
    ]);
  });
  if (lines.length === 0) return [];
  const more = rest === 0 ? [] : [`  ${rest} more: -v shows them`];
  return [pen.paint({ text: 'required', style: 'faint' }), ...lines, ...more];
}
