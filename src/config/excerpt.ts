import { redact } from './redact.ts';
import type { Source } from './source.ts';

const width = 110;

/** Controls, bidirectional overrides and zero-width characters could rewrite a terminal or hide text. */
// oxlint-disable-next-line no-control-regex -- these are the characters to be escaped
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/;

/** One character as it may be printed. */
function safeCharacter(character: string): string {
  if (character === '\t') return '\\t';
  if (character.length === 1 && /[\ud800-\udfff]/.test(character)) return '\ufffd';
  if (!unsafe.test(character)) return character;
  return `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}

/** Text that may be printed, whatever its characters. */
export function escapeControls(text: string): string {
  return Array.from(text, safeCharacter).join('');
}

/** Text from a file made fit to be printed: secrets masked, controls escaped, cut to a length. */
export function safeText(text: string, maxLength = 60): string {
  const characters = Array.from(redact(text.slice(0, maxLength * 4)));
  const shown = characters.slice(0, maxLength).map(safeCharacter).join('');
  return characters.length > maxLength || text.length > maxLength * 4 ? `${shown}…` : shown;
}

/**
 * The source line, cut around the offset, and a caret line below it. Only a window of the line
 * is looked at, so that a file of one endless line costs no more than another.
 */
export function excerptAt(source: Source, offset: number): string {
  const { text } = source;
  const inside = Math.max(0, Math.min(offset, text.length));
  const lineStart = text.lastIndexOf('\n', inside - 1) + 1;
  const newline = text.indexOf('\n', inside);
  const lineEnd = newline === -1 ? text.length : newline;
  const from = Math.max(lineStart, inside - width * 2);
  const window = text.slice(from, Math.min(lineEnd, inside + width * 2)).replace(/\r$/, '');
  const column = Array.from(window.slice(0, inside - from)).length;
  const characters = Array.from(redact(window));
  const start = Math.max(0, Math.min(column - Math.floor((width * 2) / 3), characters.length - width));
  const before = characters.slice(start, column).map(safeCharacter).join('');
  const after = characters
    .slice(column, start + width)
    .map(safeCharacter)
    .join('');
  const lead = start > 0 || from > lineStart ? '…' : '';
  const tail = characters.length > start + width ? '…' : '';
  return `${lead}${before}${after}${tail}\n${' '.repeat(lead.length + Array.from(before).length)}^`;
}
