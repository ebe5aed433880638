import { escapeLine } from './escape.ts';

/** Text for one cell: no line breaks, no column of its own, and nothing that Markdown or HTML would read. */
export function markdownCell(text: string): string {
  return escapeLine(text).replaceAll(/[\\|<>*_`]/gu, (sign) => `\\${sign}`);
}

/** Text to be copied, outside of tables: between fences longer than any within (CommonMark, code spans). */
export function inlineCode(text: string): string {
  const plain = escapeLine(text);
  const within = Math.max(0, ...Array.from(plain.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(within + 1);
  // One blank at each end is taken off again; without any the text would lengthen the fence.
  const touches = plain === '' || plain.startsWith('`') || plain.endsWith('`');
  return touches ? `${fence} ${plain} ${fence}` : `${fence}${plain}${fence}`;
}

/** Text to be copied. A column inside code is written as `\|`, which GitHub reads as one. */
export function markdownCode(text: string): string {
  if (text.trim() === '') return '';
  // Of `\\|` GitHub reads a backslash and the end of the cell, also inside code.
  return text.includes(String.raw`\|`)
    ? markdownCell(text)
    : inlineCode(text.replaceAll('|', String.raw`\|`));
}

/** @param rows of cells that are Markdown already */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${rowLine(head)}${rowLine(head.map(() => '---'))}${rows.map(rowLine).join('')}`;
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
