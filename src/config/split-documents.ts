import type { Source } from './source.ts';

/** A part of a file between separators, by offsets. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** Offset of what stands on the separator line and may not. */
  readonly badSeparator?: number;
}

/**
 * Parts a file as kubeadm does (YAMLReader in apimachinery): at every line that begins with
 * `---`, and only a comment may follow on that line. Two separators in a row part nothing.
 */
export function splitDocuments(source: Source): readonly Chunk[] {
  const { text, lineStarts } = source;
  const chunks: Chunk[] = [];
  let start = 0;
  let badSeparator: number | undefined;
  const close = (end: number): void => {
    if (end <= start) return;
    chunks.push(badSeparator === undefined ? { start, end } : { start, end, badSeparator });
  };
  for (const [index, lineStart] of lineStarts.entries()) {
    if (!text.startsWith('---', lineStart)) continue;
    close(lineStart);
    start = lineStarts[index + 1] ?? text.length;
    const rest = text.slice(lineStart + 3, start);
    const words = rest.trimStart();
    const isWrong = words !== '' && !words.startsWith('#');
    badSeparator = isWrong ? lineStart + 3 + rest.length - words.length : undefined;
    if (isWrong) close(start + 1);
  }
  close(text.length);
  return chunks.filter((chunk, index) => chunks[index - 1]?.start !== chunk.start);
}

/** Only blanks and comments. */
export function isBlank(text: string): boolean {
  return /^(?:[ \t\r]*(?:#[^\n]*)?(?:\n|$))*$/.test(text);
}
