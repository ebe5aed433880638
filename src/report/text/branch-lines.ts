import type { ToldFinding, Verdict } from '../../findings/finding.ts';
import type { Branch } from './arrange.ts';
import { detailLines, labelColumns } from './details.ts';
import { pad, type Pen, type Span, type Style } from './pen.ts';
import { setText } from './wrap.ts';

const styles: Readonly<Record<Verdict, Style>> = {
  fail: 'bad',
  warn: 'caution',
  unknown: 'doubt',
  info: 'note',
  pass: 'good',
};

/** Text needs this much room: chains of causes are indented no further. */
const leastText = 24;

export interface BranchOptions {
  readonly verbose: boolean;
  /** Columns of the verdict's column. */
  readonly verdictColumns: number;
}

/** The verdict is a word, so that nothing hangs on colour. */
function title(finding: ToldFinding, pen: Pen): readonly Span[] {
  const name: Span = { text: pen.line(finding.check), style: 'strong' };
  const says: Span = { text: `: ${pen.line(finding.says)}` };
  if (finding.ignoredBy === undefined) return [name, says];
  return [name, says, { text: ` (a failure, ignored by ${pen.line(finding.ignoredBy)})`, style: 'faint' }];
}

interface Place {
  readonly at: number;
  /** `thus` before a finding that stands below its cause. */
  readonly label: string;
}

function linesAt(pen: Pen, branch: Branch, place: Place, options: BranchOptions): string[] {
  const { finding } = branch;
  const below = place.label !== '';
  const tagAt = place.at + (below ? labelColumns : 0);
  const body = pen.narrow ? place.at + 2 : tagAt + options.verdictColumns + 2;
  const tag = pen.narrow ? finding.verdict : pad(finding.verdict, options.verdictColumns);
  const first = setText(
    pen,
    { at: tagAt, lead: { text: tag, style: styles[finding.verdict] }, indent: body },
    title(finding, pen),
  );
  if (below && first[0] !== undefined) {
    first[0] = `${' '.repeat(place.at)}${pen.paint({ text: place.label, style: 'faint' })}${first[0].slice(place.at + place.label.length)}`;
  }
  // What cannot be told because of the finding above needs no words of its own.
  const isBrief = below && !options.verbose && finding.verdict === 'unknown';
  const symptomsAt = body + labelColumns + leastText > pen.measure ? place.at : body;
  return [
    ...first,
    ...(isBrief ? [] : detailLines(pen, body, finding, { verbose: options.verbose, below })),
    ...branch.symptoms.flatMap((symptom) =>
      linesAt(pen, symptom, { at: symptomsAt, label: 'thus' }, options),
    ),
  ];
}

/** A finding, and below it what it explains. */
export function branchLines(pen: Pen, branch: Branch, options: BranchOptions): string[] {
  return linesAt(pen, branch, { at: 2, label: '' }, options);
}
