/** One plugin of a server block, with the first words of the lines in its braces. */
export interface CorefilePlugin {
  readonly name: string;
  readonly options: readonly string[];
}

/** The plugins of all server blocks, read as the Corefile migration reads them: words, lines and braces. */
export function corefilePlugins(text: string): readonly CorefilePlugin[] {
  const plugins: { name: string; options: string[] }[] = [];
  let depth = 0;
  for (const line of text.split(/\r?\n/u)) {
    let isHead = true;
    for (const word of wordsOf(line)) {
      if (word === '{' || word === '}') {
        depth += word === '{' ? 1 : -1;
        isHead = true;
        continue;
      }
      if (isHead && depth === 1) plugins.push({ name: word, options: [] });
      if (isHead && depth === 2) plugins.at(-1)?.options.push(word);
      isHead = false;
    }
  }
  return plugins;
}

/** Quoted text is one word; a word that begins with # ends the line. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gu)) {
    if (plain?.startsWith('#') === true) break;
    words.push(quoted ?? plain ?? '');
  }
  return words;
}
