import type { HintChange, HintPrediction, HintReport, HintSide } from '../findings/hint-report.ts';
import type { ReportOptions } from './report.ts';
import { createPen, pad, type Pen, type Style } from './text/pen.ts';
import { setText } from './text/wrap.ts';

const familyWords: Readonly<Record<string, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };
const choiceStyles: Readonly<Record<string, Style>> = { nft: 'good', legacy: 'note', unknown: 'doubt' };
const column = 12;

/** What stands where, what the kubelet will do, what each reader would choose, what does not fit. */
export function hintText(report: HintReport, options: ReportOptions): string {
  const pen = createPen(options);
  const { subject, tool } = report;
  const head = [
    subject.host,
    `Kubernetes ${subject.kubernetes}`,
    `kube-proxy ${subject.mode} (${subject.modeOrigin})`,
  ];
  const blocks = [
    setText(pen, { at: 0, lead: { text: `${tool.name} hint show`, style: 'strong' }, indent: 2 }, [
      { text: head.map((part) => pen.line(part)).join(` ${pen.line('·')} `) },
    ]),
    section(pen, 'stands now', [
      ...report.sides.flatMap((side) => sideLines(pen, side)),
      ...markLines(pen, report),
    ]),
    section(pen, 'the kubelet', entry(pen, 'at start', 'faint', report.kubelet.says)),
    section(
      pen,
      'would choose, if it started now',
      report.consumers.flatMap((one) => predictionLines(pen, toldOnce(one, report), options.verbose)),
    ),
    closing(pen, report),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section(pen: Pen, title: string, lines: readonly string[]): readonly string[] {
  return [pen.paint({ text: title, style: 'strong' }), ...lines];
}

function entry(pen: Pen, label: string, style: Style, text: string): readonly string[] {
  const lead = { text: pad(label, column), style };
  return setText(pen, { at: 2, lead, indent: column + 3 }, [{ text: pen.line(text) }]);
}

function sideLines(pen: Pen, { backend, family, readable, rules, detail }: HintSide): readonly string[] {
  const label = `${backend} ${familyWords[family] ?? family}`;
  if (!readable) return entry(pen, label, 'doubt', `could not be read: ${detail ?? ''}`);
  if (rules === undefined) return entry(pen, label, 'doubt', `rules not counted: ${detail ?? ''}`);
  return entry(pen, label, 'faint', `${rules} ${rules === 1 ? 'rule' : 'rules'}`);
}

function markLines(pen: Pen, { marks, sides }: HintReport): readonly string[] {
  const isUnsure = sides.some(({ readable }) => !readable);
  const none = isUnsure
    ? entry(pen, 'marks', 'doubt', 'none seen; not all rules could be read')
    : entry(pen, 'marks', 'faint', 'none: no KUBE-IPTABLES-HINT, no canary');
  if (marks.length === 0) return none;
  return marks.flatMap(({ chain, table, backend, family, madeBy, readable }) => {
    const where = `${table} of ${backend} (${familyWords[family] ?? family})`;
    return entry(
      pen,
      'mark',
      readable ? 'good' : 'bad',
      `${chain} in ${where}, a chain of ${madeBy}${readable ? '' : '; no reader finds it there'}`,
    );
  });
}

/** Why a side could not be read stands with the side: nine readers need not repeat it. */
function toldOnce(one: HintPrediction, { sides }: HintReport): HintPrediction {
  const details = sides.flatMap(({ detail }) => (detail === undefined ? [] : [`: ${detail}`]));
  const told = details.find((detail) => one.reason.endsWith(detail));
  return told === undefined ? one : { ...one, reason: one.reason.slice(0, -told.length) };
}

function predictionLines(pen: Pen, one: HintPrediction, verbose: boolean): readonly string[] {
  const here = one.hereBy === undefined ? '' : ` [here: ${one.hereBy}]`;
  const label = one.backend === 'unknown' ? 'unknown' : one.backend;
  const row = (name: string, text: string) =>
    setText(pen, { at: column + 3, lead: { text: pad(name, 6), style: 'faint' }, indent: column + 10 }, [
      { text: pen.line(text) },
    ]);
  return [
    ...entry(pen, label, choiceStyles[one.backend] ?? 'note', `${one.who}${here}: ${one.reason}`),
    ...(verbose ? row('how', one.algorithm) : []),
    ...(verbose && one.note !== undefined ? row('note', one.note) : []),
    ...(verbose ? row('from', one.source) : []),
  ];
}

function closing(pen: Pen, { contradictions, sides, exitCode }: HintReport): readonly string[] {
  const unread = sides.filter(({ readable }) => !readable);
  const wantsRoot = unread.some(({ detail }) => /EACCES|EPERM|permi(?:ssion|tted)/iu.test(detail ?? ''));
  const lines = contradictions.flatMap((text) => entry(pen, 'conflict', 'bad', text));
  const verdict =
    contradictions.length > 0
      ? `${contradictions.length} ${contradictions.length === 1 ? 'contradiction' : 'contradictions'}`
      : unread.length > 0
        ? `not all could be read${wantsRoot ? ': run this as root' : ''}`
        : 'nothing contradicts';
  return [...lines, pen.paint({ text: pen.line(verdict), style: exitCode === 0 ? 'good' : 'bad' })];
}

/** How ensuring or deleting went, by family. */
export function hintChangeText({ outcomes }: HintChange, options: ReportOptions): string {
  const pen = createPen(options);
  const lines = outcomes.flatMap(({ family, says, todo, ok }) => {
    const label = familyWords[family] ?? family;
    const todoLines =
      todo === ''
        ? []
        : setText(pen, { at: column + 3, lead: { text: 'do', style: 'faint' }, indent: column + 6 }, [
            { text: pen.line(todo) },
          ]);
    return [...entry(pen, label, ok ? 'good' : 'bad', says), ...todoLines];
  });
  return lines.map((line) => `${line}\n`).join('');
}
