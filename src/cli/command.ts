import type { Context } from './context.ts';
import type { FlagSpec, FlagValues } from './flag.ts';

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** One command: a file in `commands/` and a line in its registry. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /**
   * What follows the name in the usage line: `[HOST:PORT]`. Shells complete by it: words in lower case as
   * they are, FILE, COMMAND, CHECK and REASON by what there is.
   */
  readonly operands?: string;
  /** Longer text for `--help`. */
  readonly about: string;
  readonly flags: readonly FlagSpec[];
  readonly examples: readonly Example[];
  /** Returns the exit code. */
  run(operands: readonly string[], flags: FlagValues, context: Context): Promise<number>;
}
