import type { Judgement, PlannedLine } from '../../findings/judgement.ts';
import { collectedWords } from '../collected-words.ts';
import { displayWidth } from '../display-width.ts';
import { pad, type Pen } from './pen.ts';
import { setText, setWords, wordsOf, type Word } from './wrap.ts';

/** A bare number does not say what it counts. */
function named(name: string, value: string): string {
  return value === '' || value.toLowerCase().startsWith(name.toLowerCase()) ? value : `${name} ${value}`;
}

function subjectParts({ subject }: Judgement): readonly string[] {
  return [
    subject.host,
    subject.os,
    named('kernel', subject.kernel),
    named('Kubernetes', subject.kubernetes),
    collectedWords(subject) ?? '',
  ].filter((part) => part.trim() !== '');
}

/** Parts break between, not within; one that is longer than a line must. */
function partWords(pen: Pen, parts: readonly string[], columns: number): readonly Word[] {
  return parts.flatMap((part, index) => {
    const text = pen.line(part) + (index < parts.length - 1 ? pen.line(' ·').padStart(2) : '');
    return displayWidth(text) <= columns ? [[{ text }]] : wordsOf([{ text }]);
  });
}

/** `kube-preflight init` and what was judged. */
export function headLines(pen: Pen, judgement: Judgement, verbose: boolean): string[] {
  const version = verbose ? ` ${judgement.tool.version}` : '';
  const name = pen.line(`${judgement.tool.name}${version} ${judgement.command}`);
  const indent = pen.narrow ? 2 : displayWidth(name) + 2;
  const words = partWords(pen, subjectParts(judgement), pen.measure - indent);
  return setWords(
    pen,
    { at: 0, lead: { text: pen.narrow ? name : `${name} `, style: 'strong' }, indent },
    words,
  );
}

interface Columns {
  readonly label: number;
  readonly value: number;
}

function plannedRow(pen: Pen, line: PlannedLine, columns: Columns): string[] {
  const indent = 2 + columns.label + 2;
  const lead = { text: pad(pen.line(line.label), columns.label), style: 'faint' } as const;
  const value = pen.line(line.value);
  const origin = pen.line(line.origin);
  const originAt = indent + columns.value + 2;
  if (displayWidth(value) <= columns.value && originAt + displayWidth(origin) <= pen.measure) {
    const text = `${' '.repeat(2)}${pen.paint(lead)}  ${pad(value, columns.value)}`;
    return [origin === '' ? text.trimEnd() : `${text}  ${pen.paint({ text: origin, style: 'faint' })}`];
  }
  return [
    ...setText(pen, { at: 2, lead, indent }, [{ text: value }]),
    ...setText(pen, { at: indent, indent }, [{ text: origin, style: 'faint' }]),
  ];
}

/** What was planned, and where each value was read. The policy decides what is demanded, so it stands here. */
export function plannedLines(pen: Pen, judgement: Judgement): string[] {
  const policy = { label: 'policy', value: judgement.policy, origin: '' };
  const planned = judgement.planned.some((line) => line.label === 'policy')
    ? judgement.planned
    : [...judgement.planned, policy];
  const widest = (of: (line: PlannedLine) => string, cap: number): number =>
    Math.min(cap, Math.max(...planned.map((line) => displayWidth(pen.line(of(line))))));
  const columns = { label: widest((line) => line.label, 18), value: widest((line) => line.value, 36) };
  return planned.flatMap((line) => plannedRow(pen, line, columns));
}
