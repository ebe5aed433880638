/** Ranges that Unicode's EastAsianWidth.txt calls wide or fullwidth. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const zero = /\p{M}|\u200c|\u200d/u;
const ascii = /^[ -~]*$/u;

/**
 * Columns a text takes in a terminal. Joined emoji count as their parts, because many
 * terminals draw them so: a line may break early, but never runs over.
 */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    // U+FE0F asks for the emoji form of the sign before it, which is two columns wide.
    if (character === '\ufe0f') columns += 1;
    else if (zero.test(character)) continue;
    else columns += wide.test(character) ? 2 : 1;
  }
  return columns;
}

/** Cuts at a column, with `mark` at the cut. */
export function clip(text: string, columns: number, mark: string): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let left = columns - displayWidth(mark);
  for (const character of text) {
    left -= displayWidth(character);
    if (left < 0) break;
    kept += character;
  }
  return kept.trimEnd() + mark;
}
