import { displayWidth } from '../display-width.ts';
import { escapeLine, escapeLines, toAscii } from '../escape.ts';
import type { ReportOptions } from '../report.ts';

/** Select Graphic Rendition codes, ECMA-48 8.3.117: on and off. */
const sgr = {
  strong: [1, 22],
  faint: [2, 22],
  bad: [31, 39],
  good: [32, 39],
  caution: [33, 39],
  note: [36, 39],
  doubt: [35, 39],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export type Style = keyof typeof sgr;

/** A piece of text in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** Writes lines of one report: escapes, sets in columns, paints. */
export interface Pen {
  readonly width: number;
  /** Prose is easier to read in shorter lines than a wide terminal has. */
  readonly measure: number;
  /** Too narrow for deep indents. */
  readonly narrow: boolean;
  /** Marks a cut. */
  readonly ellipsis: string;
  line(text: string): string;
  lines(text: string): readonly string[];
  paint(span: Span): string;
}

const smallestWidth = 40;
const widestProse = 100;

export function createPen(options: ReportOptions): Pen {
  const width = Math.max(smallestWidth, Math.trunc(options.width));
  const ascii = options.unicode ? (text: string): string => text : toAscii;
  return {
    width,
    measure: Math.min(width, widestProse),
    narrow: width < 60,
    ellipsis: ascii('…'),
    line: (text) => ascii(escapeLine(text)),
    lines: (text) => escapeLines(text).map(ascii),
    paint: ({ text, style }) => {
      const inked = text.trimEnd();
      if (!options.color || style === undefined || inked === '') return text;
      const [on, off] = sgr[style];
      // Padding stays outside, so that it can be cut at the end of a line.
      return `\x1b[${on}m${inked}\x1b[${off}m${text.slice(inked.length)}`;
    },
  };
}

/** `text` and as many spaces as it takes to fill `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}
