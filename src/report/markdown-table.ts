import { escapeLine } from './escape.ts';

/** Text for one cell: no line breaks, no column of its own, and nothing that Markdown or HTML would read. */
export function markdownCell(text: string): string {
  return escapeLine(text).replaceAll(/[\\|<>*_`]/gu, (sign) => `\\${sign}`);
}

/** Text to be copied, outside of tables. */
export function inlineCode(text: string): string {
  const plain = escapeLine(text);
  const fence = plain.includes('`') ? '``' : '`';
  return `${fence}${plain}${fence}`;
}

/** Text to be copied. A column inside code is written as `\|`, which GitHub reads as one. */
export function markdownCode(text: string): string {
  return text.trim() === '' ? '' : inlineCode(text.replaceAll('|', String.raw`\|`));
}

/** @param rows of cells that are Markdown already */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${rowLine(head)}${rowLine(head.map(() => '---'))}${rows.map(rowLine).join('')}`;
}

function rowLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
