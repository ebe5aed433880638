import { displayWidth } from '../display-width.ts';
import type { Pen, Span } from './pen.ts';

/**
 * The first line begins at column `at`, the others at `indent`. With a lead, even an empty one,
 * the lead stands at `at` and the text beside it, from `indent` on.
 */
export interface Margin {
  readonly at: number;
  readonly lead?: Span;
  readonly indent: number;
}

/** A word may have pieces in several styles; it is never broken, so that paths and names can be copied. */
export type Word = readonly Span[];

export function wordsOf(spans: readonly Span[]): readonly Word[] {
  const words: Span[][] = [];
  let open: Span[] | undefined;
  for (const span of spans) {
    for (const [index, piece] of span.text.split(' ').entries()) {
      if (index > 0) open = undefined;
      if (piece === '') continue;
      const part = { ...span, text: piece };
      if (open === undefined) words.push((open = [part]));
      else open.push(part);
    }
  }
  return words;
}

function widthOf(word: Word): number {
  return word.reduce((sum, part) => sum + displayWidth(part.text), 0);
}

/** Greedy lines of words; the first may begin further right than the others. */
function fill(words: readonly Word[], firstColumns: number, columns: number): readonly Word[][] {
  const lines: Word[][] = [];
  let line: Word[] = [];
  let left = firstColumns;
  for (const word of words) {
    const needed = widthOf(word) + (line.length > 0 ? 1 : 0);
    if (needed > left && (line.length > 0 || (lines.length === 0 && firstColumns < columns))) {
      lines.push(line);
      line = [];
      left = columns;
    }
    left -= widthOf(word) + (line.length > 0 ? 1 : 0);
    line.push(word);
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** Neighbours of one style share one pair of codes. */
function paintWords(pen: Pen, words: readonly Word[]): string {
  const runs: { text: string; style: Span['style'] }[] = [];
  for (const [index, word] of words.entries()) {
    for (const [piece, part] of word.entries()) {
      const gap = index > 0 && piece === 0 ? ' ' : '';
      const last = runs.at(-1);
      if (last !== undefined && last.style === part.style) last.text += gap + part.text;
      else runs.push({ text: gap, style: undefined }, { text: part.text, style: part.style });
    }
  }
  return runs.map(({ text, style }) => pen.paint(style === undefined ? { text } : { text, style })).join('');
}

/** Words set between the margin and the pen's measure. */
export function setWords(pen: Pen, margin: Margin, words: readonly Word[]): string[] {
  const { at, indent, lead } = margin;
  const leadColumns = lead === undefined ? 0 : displayWidth(lead.text);
  const gap = leadColumns > 0 ? 1 : 0;
  // The hanging indent may lie left of the lead's end, in narrow columns: then only the first line is shorter.
  const start = lead === undefined ? at : Math.max(at + leadColumns + gap, indent);
  const first = ' '.repeat(at) + (lead === undefined ? '' : pen.paint(lead));
  const lines = fill(words, pen.measure - start, pen.measure - indent);
  if (lines.length === 0) return leadColumns > 0 ? [first.trimEnd()] : [];
  return lines.map((line, index) => {
    const text = paintWords(pen, line);
    if (index > 0) return ' '.repeat(indent) + text;
    return line.length === 0 ? first.trimEnd() : first + ' '.repeat(start - at - leadColumns) + text;
  });
}

/** Prose set between the margin and the pen's measure. */
export function setText(pen: Pen, margin: Margin, spans: readonly Span[]): string[] {
  return setWords(pen, margin, wordsOf(spans));
}
