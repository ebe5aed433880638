import { UserError } from './errors.ts';
import type { FlagSpec } from './flag.ts';
import { exitCodes } from '../engine/exit-code.ts';

/**
 * Rewrites a command line as kubeadm's flag library (pflag) reads it into the one spelling that
 * commander reads: `--name=value`, and a bare `--name` for a boolean that is on.
 *
 * | pflag                                   | here            |
 * | `-v5`, `-v=5`, `-v 5`, `--v 5`, `-v`    | `--v=5`, `--v=1` |
 * | `--dry-run=false`, `--dry-run=T`        | nothing, `--dry-run` (the last one wins) |
 * | `-o=json`, `-ojson`, `-o json`          | `--output=json` |
 * | `--kubernetes_version x`                | `--kubernetes-version=x` |
 * | after `--`                              | untouched       |
 */
export function normalizePflags(argv: readonly string[], flags: readonly FlagSpec[]): readonly string[] {
  const reader = new PflagReader(flags);
  const end = argv.indexOf('--');
  const mine = end === -1 ? argv : argv.slice(0, end);
  for (let index = 0; index < mine.length; index += reader.take(mine, index));
  return [...reader.result(), ...(end === -1 ? [] : argv.slice(end))];
}

const truths = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const lies = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);
const levelPattern = /^\d{1,3}$/;

class PflagReader {
  readonly #byName: ReadonlyMap<string, FlagSpec>;
  readonly #byShort: ReadonlyMap<string, FlagSpec>;
  readonly #out: string[] = [];
  readonly #booleans = new Map<string, boolean>();

  constructor(flags: readonly FlagSpec[]) {
    this.#byName = new Map(flags.map((flag) => [flag.name, flag]));
    this.#byShort = new Map(flags.flatMap((flag) => (flag.short === undefined ? [] : [[flag.short, flag]])));
  }

  result(): readonly string[] {
    const on = [...this.#booleans].filter(([, value]) => value).map(([name]) => `--${name}`);
    return [...this.#out, ...on];
  }

  /** Reads the word at `index`; returns how many words that took. */
  take(argv: readonly string[], index: number): number {
    const word = argv[index] ?? '';
    const found = word.startsWith('--') ? this.#long(word) : this.#short(word);
    if (found === undefined) {
      this.#out.push(word);
      return 1;
    }
    return this.#emit(found.flag, found.value, argv[index + 1]);
  }

  #long(word: string): { flag: FlagSpec; value: string | undefined } | undefined {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals).replaceAll('_', '-');
    const flag = this.#byName.get(name);
    return flag && { flag, value: equals === -1 ? undefined : word.slice(equals + 1) };
  }

  #short(word: string): { flag: FlagSpec; value: string | undefined } | undefined {
    if (!word.startsWith('-') || word.length < 2) return undefined;
    const flag = this.#byShort.get(word.slice(1, 2));
    if (flag === undefined) return undefined;
    const rest = word.slice(2);
    if (rest === '') return { flag, value: undefined };
    return { flag, value: rest.startsWith('=') ? rest.slice(1) : rest };
  }

  #emit(flag: FlagSpec, value: string | undefined, next: string | undefined): number {
    if (flag.kind === 'boolean') {
      this.#booleans.set(flag.name, value === undefined ? true : booleanOf(flag.name, value));
      return 1;
    }
    if (flag.kind === 'level') return this.#emitLevel(flag, value, next);
    const given = value ?? next;
    this.#out.push(given === undefined ? `--${flag.name}` : `--${flag.name}=${given}`);
    return value === undefined && next !== undefined ? 2 : 1;
  }

  /** `-v` alone means 1: kubeadm wants a number there, people do not. */
  #emitLevel(flag: FlagSpec, value: string | undefined, next: string | undefined): number {
    if (value !== undefined && !levelPattern.test(value)) {
      throw new UserError(
        `--${flag.name} takes a number from 0 to 999, not ${JSON.stringify(value)}`,
        exitCodes.usage,
      );
    }
    const follows = value === undefined && next !== undefined && levelPattern.test(next);
    this.#out.push(`--${flag.name}=${value ?? (follows ? next : '1')}`);
    return follows ? 2 : 1;
  }
}

function booleanOf(name: string, value: string): boolean {
  if (truths.has(value)) return true;
  if (lies.has(value)) return false;
  throw new UserError(`--${name} takes true or false, not ${JSON.stringify(value)}`, exitCodes.usage);
}
