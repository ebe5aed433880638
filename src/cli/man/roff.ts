/** Text for man(7), in which a backslash, and a dot or apostrophe at the start of a line, mean something. */
export function roffText(text: string): string {
  return escaped(text).replaceAll(/^(?=[.'])/gmu, String.raw`\&`);
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll('…', '...')
    .replaceAll(/[’‘]/gu, "'")
    .replaceAll(/[^\n\x20-\x7e]/gu, (character) => `\\[u${hex(character)}]`);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** An argument of a macro: quotes within are doubled. */
export function roffArgument(text: string): string {
  return `"${roffText(text).replaceAll('"', '""')}"`;
}

/** Lines of text as mandoc likes them; how wide the reader's are is another matter. */
const longest = 78;

/** Each sentence of a paragraph on lines of its own, as man pages have it; what stands in `…` is bold. */
export function roffParagraph(text: string): string {
  const sentences = marked(text).split(/(?<=[.;:?])(?<!\be\.g\.) (?=\S)/u);
  return sentences.flatMap(wrapped).join('\n');
}

/** Words of a line that is read as one, such as that of NAME. */
export function roffLine(text: string): string {
  return wrapped(marked(text)).join('\n');
}

function marked(text: string): string {
  return text
    .split('`')
    .map((part, at) => (at % 2 === 0 ? escaped(part) : bold(part)))
    .join('');
}

function wrapped(sentence: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > longest) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? safeStart(word) : ` ${word}`;
  }
  return [...lines, line];
}

function safeStart(word: string): string {
  return /^[.']/u.test(word) ? String.raw`\&${word}` : word;
}

export function bold(text: string): string {
  return String.raw`\fB${roffText(text)}\fR`;
}

export function italic(text: string): string {
  return String.raw`\fI${roffText(text)}\fR`;
}
