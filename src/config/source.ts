/** The text of one configuration file, and the way from offsets to lines and columns. */
export interface Source {
  /** As given on the command line; `-` for standard input. */
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
  /** Set when the text is no file but the value of a key of an object of the cluster. */
  readonly object?: { readonly name: string; readonly key: string };
}

/** Both count from 1; columns count characters. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function makeSource(file: string, text: string): Source {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The offset is kept inside the text, so that a position always exists. */
export function positionAt(source: Source, offset: number): Position {
  const inside = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((source.lineStarts[middle] ?? 0) <= inside) low = middle;
    else high = middle - 1;
  }
  const start = source.lineStarts[low] ?? 0;
  return { line: low + 1, column: charactersBetween(source.text, start, inside) + 1 };
}

/** Characters beyond the basic plane are two units of the text but one column. */
function charactersBetween(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** The way back from a position. */
export function offsetAt(source: Source, position: Position): number {
  let offset = source.lineStarts[position.line - 1] ?? source.text.length;
  for (let column = 1; column < position.column && offset < source.text.length; column += 1) {
    offset += (source.text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
