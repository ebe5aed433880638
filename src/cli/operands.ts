import { suggest } from '../config/suggest.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { UserError } from './errors.ts';
import { texts } from './texts.ts';

export function rejectOperands(command: string, operands: readonly string[]): void {
  if (operands.length > 0) throw new UserError(texts.surplusOperands(command, operands), exitCodes.usage);
}

/** `kubeadm init phase preflight` names the phase that this program is: the words are accepted. */
export function withoutPhase(operands: readonly string[]): readonly string[] {
  return operands[0] === 'phase' && operands[1] === 'preflight' ? operands.slice(2) : operands;
}

/** A word that a command does not know, or none where it wants one. */
export function unknownWord(command: string, word: string | undefined, known: readonly string[]): UserError {
  const list = known.join(', ');
  if (word === undefined) return new UserError(`${command} wants one of ${list}`, exitCodes.usage);
  const near = suggest(word, known);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return new UserError(`${command} knows ${list}, not ${JSON.stringify(word)}${hint}`, exitCodes.usage);
}
