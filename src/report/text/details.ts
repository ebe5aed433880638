import type { Evidence, ToldFinding } from '../../findings/finding.ts';
import { clip } from '../display-width.ts';
import type { Pen, Span } from './pen.ts';
import { remedyLines } from './remedy-lines.ts';
import { setText } from './wrap.ts';

/** Width of the column of labels: four letters and two spaces. */
export const labelColumns = 6;

/** Lines of an excerpt that are shown unless all is asked for; `-o json` has them whole. */
const excerptLines = 6;

function row(pen: Pen, at: number, label: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  const margin = { at, indent: at + labelColumns };
  return pen.lines(text).flatMap((line, index) => {
    const lead: Span = index === 0 ? { text: label, style: 'faint' } : { text: '' };
    return setText(pen, { ...margin, lead }, [{ text: line }]);
  });
}

/** Excerpts of one line stand beside their source; others below it, in their own columns. */
function evidenceLines(pen: Pen, at: number, label: string, evidence: Evidence, verbose: boolean): string[] {
  const excerpt = pen.lines(evidence.excerpt ?? '');
  const source = pen.line(evidence.source);
  const [only] = excerpt;
  if (only === undefined) return row(pen, at, label, source);
  if (excerpt.length === 1) return row(pen, at, label, `${source}: ${only.trim()}`);
  const indent = at + labelColumns;
  const shown = verbose ? excerpt : excerpt.slice(0, excerptLines);
  const more = excerpt.length - shown.length;
  const room = pen.width - indent - 2;
  return [
    ...row(pen, at, label, `${source}:`),
    ...shown.map((line) => (line === '' ? '' : ' '.repeat(indent + 2) + clip(line, room, pen.ellipsis))),
    ...(more > 0 ? row(pen, at, '', `${pen.ellipsis} ${more} more lines (-v shows them)`) : []),
  ];
}

function evidenceRows(pen: Pen, at: number, finding: ToldFinding, verbose: boolean): string[] {
  return finding.evidence.flatMap((evidence, index) =>
    evidenceLines(pen, at, index === 0 ? 'seen' : '', evidence, verbose),
  );
}

/** Where it was read, without what stood there. */
function sourceRow(pen: Pen, at: number, { evidence }: ToldFinding): string[] {
  return row(
    pen,
    at,
    'seen',
    evidence.length === 0 ? undefined : evidence.map(({ source }) => source).join(', '),
  );
}

/** The cause, when the finding does not stand below it. */
function causeRow(pen: Pen, at: number, finding: ToldFinding, below: boolean): string[] {
  if (finding.cause === undefined || below) return [];
  return row(pen, at, 'why', `because of ${finding.cause.check} (${finding.cause.code})`);
}

/** Ways out are alternatives: the second and later ones are said with "or". */
function remedyRows(pen: Pen, at: number, finding: ToldFinding): string[] {
  const first = finding.verdict === 'unknown' ? 'how' : 'mend';
  return (finding.remedies ?? []).flatMap((remedy, index) =>
    remedyLines(pen, at, index === 0 ? first : 'or', remedy),
  );
}

export interface DetailOptions {
  readonly verbose: boolean;
  /** The finding stands below its cause. */
  readonly below: boolean;
}

/**
 * What stands below the first line of a finding. Failures tell all; what only warns
 * says where it was read and keeps the excerpt, and notes keep everything, for `-v`.
 */
export function detailLines(pen: Pen, at: number, finding: ToldFinding, options: DetailOptions): string[] {
  const { verdict } = finding;
  const all = options.verbose || verdict === 'fail';
  const whole = all || verdict === 'unknown';
  const evidence = whole ? evidenceRows(pen, at, finding, options.verbose) : sourceRow(pen, at, finding);
  if (!all && verdict === 'info') return causeRow(pen, at, finding, options.below);
  return [
    ...causeRow(pen, at, finding, options.below),
    ...row(pen, at, 'need', finding.need),
    ...(all && finding.neededBy.length > 0 ? row(pen, at, 'for', finding.neededBy.join(', ')) : []),
    ...row(pen, at, 'have', finding.have),
    ...evidence,
    ...remedyRows(pen, at, finding),
  ];
}
