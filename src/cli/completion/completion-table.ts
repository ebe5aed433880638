import type { Command } from '../command.ts';
import type { FlagSpec } from '../flag.ts';
import { operandRows } from './operand-rows.ts';

/** What a shell offers for a value or an operand. */
export type Offer =
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly isList: boolean }
  | { readonly kind: 'files' }
  /** Anything: nothing is offered. */
  | { readonly kind: 'free' };

export interface FlagRow {
  readonly flag: FlagSpec;
  /** `--proxy-mode`, or `-v` for one that is known by its letter. */
  readonly spelled: readonly string[];
  /** Absent: it takes no value. `-v` takes one only behind a `=` or without a blank. */
  readonly offer?: Offer;
}

export interface OperandRow {
  /** The operands that stand before it. */
  readonly after: readonly string[];
  readonly offer: Offer;
  readonly isRepeated: boolean;
}

export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** What decides nothing here (`noEffect`) is not offered, but its value is no operand. */
  readonly flags: readonly FlagRow[];
  readonly operands: readonly OperandRow[];
}

/** Names that flags and operands may want. */
export interface CompletionNames {
  readonly checks: readonly string[];
  readonly reasons: readonly string[];
}

/** Everything that a completion script is made of. */
export function completionTable(commands: readonly Command[], names: CompletionNames): readonly CommandRow[] {
  const meanings = {
    COMMAND: commands.map(({ name }) => name),
    CHECK: names.checks,
    REASON: names.reasons,
  };
  return commands.map(({ name, summary, flags, operands = '' }) => ({
    name,
    summary,
    flags: flags.map((flag) => rowOf(flag, names)),
    operands: operandRows(operands, meanings),
  }));
}

function rowOf(flag: FlagSpec, names: CompletionNames): FlagRow {
  const short = flag.short === undefined || flag.short === flag.name ? [] : [`-${flag.short}`];
  const row = { flag, spelled: [flag.name.length === 1 ? `-${flag.name}` : `--${flag.name}`, ...short] };
  if (flag.kind === 'boolean' || flag.kind === 'level') return row;
  return { ...row, offer: offerOf(flag, names) };
}

function offerOf(flag: FlagSpec, { checks }: CompletionNames): Offer {
  const isList = flag.kind === 'list';
  if (flag.choices !== undefined) return { kind: 'words', words: flag.choices, isList };
  if (flag.completes === 'checks') return { kind: 'words', words: ['all', ...checks], isList };
  return { kind: flag.kind === 'paths' || flag.completes === 'files' ? 'files' : 'free' };
}

/** The flags that people are to see. */
export function shownFlags({ flags }: CommandRow): readonly FlagRow[] {
  return flags.filter(({ flag }) => flag.noEffect !== true);
}
