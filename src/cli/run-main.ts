import { exitCodes } from '../engine/exit-code.ts';
import { commands } from './commands/registry.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import { runProgram } from './program.ts';
import { texts } from './texts.ts';

/**
 * The one place where errors are caught. What the user can mend is a sentence;
 * anything else is a defect of the program and is shown with its stack.
 * @param interrupted the exit code a signal asks for, once one came
 */
export async function runMain(
  argv: readonly string[],
  context: Context,
  interrupted: () => number | undefined,
): Promise<number> {
  try {
    const exitCode = await runProgram(argv, commands, context);
    return interrupted() ?? exitCode;
  } catch (error) {
    if (error instanceof UserError) {
      context.stderr.write(`error: ${error.message}\n`);
      if (error.hint !== undefined) context.stderr.write(`${error.hint}\n`);
      return error.exitCode;
    }
    const message = error instanceof Error ? error.message : String(error);
    context.stderr.write(`${texts.bug(message)}\n`);
    if (error instanceof Error && error.stack !== undefined) context.stderr.write(`${error.stack}\n`);
    return exitCodes.internal;
  }
}
