/**
 * Strings of a report come from files, tools and other machines. What could drive a terminal
 * or hide from the eye is made visible before it is printed: control characters (C0, DEL, C1),
 * line and paragraph separators, lone surrogates, and characters that turn the direction of
 * writing or have no width (CVE-2021-42574), the tag characters among them.
 */
const unsafe =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * What most texts are made of: words of printable ASCII with one space between. To compile the classes of Unicode
 * takes milliseconds, which a report without any other character does not pay.
 */
const plainLine = /^[!-~]+(?: [!-~]+)*$/u;
const plain = /^[ -~]*$/u;

/** `\x1b`, `\u202e`, `\u{e0041}`. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/** One line: white space of any kind becomes a single space. */
export function escapeLine(text: string): string {
  if (plainLine.test(text)) return text;
  return text
    .replaceAll(/[\p{Zs}\t\r\n]+/gu, ' ')
    .trim()
    .replaceAll(unsafe, visible);
}

/**
 * Several lines that keep their columns, because a caret below must still point at the right
 * place; only an indent that all of them share is taken away.
 */
export function escapeLines(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.replaceAll('\t', ' ').trimEnd())
    .map((line) => (plain.test(line) ? line : line.replaceAll(unsafe, visible)));
  const kept = lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  const indents = kept.filter((line) => line !== '').map((line) => line.search(/[^ ]/u));
  const common = Math.min(...indents);
  return kept.map((line) => line.slice(Math.min(common, line.length)));
}

/** For texts that have their own escapes, such as JSON: everything but `\n` as `\uXXXX`. */
export function escapeJson(json: string): string {
  return json.replaceAll(unsafe, (character) => {
    if (character === '\n') return character;
    const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

const asciiFor: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '·': '-',
  '×': 'x',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '→': '->',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
};

/** Nothing beyond ASCII: the usual signs get their stand-ins, the rest is shown by number. */
export function toAscii(text: string): string {
  return text.replaceAll(/[^\p{ASCII}]/gu, (character) => asciiFor[character] ?? visible(character));
}
