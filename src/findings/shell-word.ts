import type { Argv } from './step.ts';

/** One word for a POSIX shell, whatever is in it; not its first: with an equals sign that would be an assignment. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+:,./=-]*$/u.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function shellWords(argv: Argv): string {
  return argv.map(shellWord).join(' ');
}

/** All of them end with 0; what they print is of no interest. */
export function allEndWell(commands: readonly Argv[]): string {
  return commands.map((argv) => `${shellWords(argv)} >/dev/null 2>&1`).join(' && ');
}
