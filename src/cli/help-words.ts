import type { Command } from './command.ts';
import { operandRows } from './completion/operand-rows.ts';
import { unknownWord } from './operands.ts';

/**
 * `help init` is `init --help`, and `help` alone the list of commands; what is no command is told as such, and so
 * is a second word that this command does not know.
 */
export function helpArguments(words: readonly string[], commands: readonly Command[]): readonly string[] {
  const [name, word] = words;
  if (name === undefined) return ['--help'];
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return [name];
  const known = firstWords(command);
  if (word !== undefined && known.length > 0 && !known.includes(word)) throw unknownWord(name, word, known);
  return [name, '--help'];
}

/** The words that a command takes first: of `[init | join [HOST:PORT]]` init and join. */
function firstWords({ operands = '' }: Command): readonly string[] {
  const first = operandRows(operands, {}).find(({ after }) => after.length === 0);
  return first?.offer.kind === 'words' ? first.offer.words : [];
}
