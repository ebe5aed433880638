/**
 * Whether an output is of the shape that a page shows: the same words in the same order. Numbers, and where lines
 * wrap, differ between machines; `…` stands for any text, be it a word or many lines.
 */
export function hasShape(output: string, shown: string): boolean {
  return new RegExp(`^${patternOf(flat(shown))}$`, 'u').test(flat(output));
}

function flat(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function patternOf(words: string): string {
  return words
    .replaceAll(/[$()*+.?[\\\]^{|}/]/gu, String.raw`\$&`)
    .replaceAll(/\d+/gu, String.raw`\d+`)
    .replaceAll(/ ?… ?/gu, '.*');
}
