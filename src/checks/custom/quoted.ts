/** A word for a shell: as it is where that is safe, else in single quotes. */
export function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
