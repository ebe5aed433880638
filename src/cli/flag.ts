/** One table of flags feeds the parser, `--help`, and later completion, man pages and docs. */

export type FlagKind = 'boolean' | 'string' | 'list' | 'paths' | 'level';

export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  /** list: commas and repeats; paths: repeats only; level: klog's `-v`. */
  readonly kind: FlagKind;
  /** What stands for the value in `--help`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What a shell offers for the value, where that is neither a choice nor, for `paths`, a file. */
  readonly completes?: 'files' | 'checks';
  readonly help: string;
  /** kubeadm has it and it decides nothing here: accepted so that its command lines work unchanged. */
  readonly noEffect?: true;
}

/** The values of one command line, by flag name. */
export interface FlagValues {
  text(name: string): string | undefined;
  list(name: string): readonly string[] | undefined;
  yes(name: string): boolean;
  level(name: string): number;
}

export function flagValues(parsed: ReadonlyMap<string, string | readonly string[] | boolean>): FlagValues {
  return {
    text(name) {
      const value = parsed.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    list(name) {
      const value = parsed.get(name);
      return typeof value === 'object' ? value : undefined;
    },
    yes: (name) => parsed.get(name) === true,
    level(name) {
      const value = parsed.get(name);
      return typeof value === 'string' ? Number(value) : 0;
    },
  };
}
