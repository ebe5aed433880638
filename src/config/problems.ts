import { errorAt, type ConfigError, type ErrorWords } from './config-error.ts';
import { excerptAt } from './excerpt.ts';
import { describeOrigin } from './origin.ts';
import type { Notice, Origin } from './plan.ts';
import { offsetAt, positionAt, type Source } from './source.ts';

/** Nobody reads on after so many; a file of thousands of wrong documents must not fill a terminal. */
export const mostErrors = 100;
/** Of one code. */
export const mostNotices = 50;

/** What one reading gathers: errors end it, notices go into the Plan. */
export interface Problems {
  readonly strict: boolean;
  readonly errors: ConfigError[];
  readonly notices: Notice[];
  /** Every file in the order it came, also those that could not be read. */
  readonly files: string[];
  /** The files that were read, by name: an origin leads back to its line. */
  readonly sources: Map<string, Source>;
}

export function noProblems(strict: boolean): Problems {
  return { strict, errors: [], notices: [], files: [], sources: new Map() };
}

/** Reading on would only lengthen the list. */
export function isFull({ errors }: Problems): boolean {
  return errors.length >= mostErrors;
}

/** A place in a file, as far as a field of a document has one. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
  readonly field: string;
}

export function fileOrigin(place: Place): Origin {
  const { object } = place.source;
  if (object !== undefined) return { kind: 'cluster', object: objectField(object, place.field) };
  const { line, column } = positionAt(place.source, place.offset);
  return { kind: 'file', file: place.source.file, line, column, field: place.field };
}

/** `ConfigMap kube-system/kube-proxy (config.conf: mode)` */
function objectField({ name, key }: NonNullable<Source['object']>, field: string): string {
  return `${name} (${[key, field].filter((part) => part !== '').join(': ')})`;
}

/** What is wrong in the cluster is no fault of the user's files: it is told, and ends nothing. */
function addClusterNotice(problems: Problems, origin: Origin, words: ErrorWords): void {
  const { message, found } = words;
  const args = { message, ...(found === undefined ? {} : { found }) };
  problems.notices.push({ code: 'config.cluster-value', origin, args });
}

export function addError(problems: Problems, place: Place, words: ErrorWords): void {
  if (place.source.object !== undefined) {
    addClusterNotice(problems, fileOrigin(place), words);
    return;
  }
  problems.errors.push(errorAt(place.source, place.offset, words));
}

function addMore(problems: Problems, place: Place, notice: string): void {
  const code = 'config.more-notices';
  if (problems.notices.some((one) => one.code === code && one.args['notice'] === notice)) return;
  problems.notices.push({ code, origin: fileOrigin(place), args: { notice, most: mostNotices } });
}

/** Remarks on style are for files: the cluster's documents are written by kubeadm, perhaps a newer one. */
export function addNotice(problems: Problems, place: Place, code: string, args: Notice['args']): void {
  if (place.source.object !== undefined) return;
  const same = problems.notices.filter((notice) => notice.code === code).length;
  if (same >= mostNotices) addMore(problems, place, code);
  else
    problems.notices.push({
      code,
      origin: fileOrigin(place),
      args,
      excerpt: excerptAt(place.source, place.offset),
    });
}

/** What kubeadm only warns of: a notice, or an error under `--strict`. */
export function addConcern(
  problems: Problems,
  place: Place,
  words: ErrorWords,
  args: Notice['args'],
  noticeCode = words.code,
): void {
  if (problems.strict && place.source.object === undefined) addError(problems, place, words);
  else addNotice(problems, place, noticeCode, args);
}

function placeOfOrigin(problems: Problems, origin: Origin): Place | undefined {
  if (origin.kind !== 'file') return undefined;
  const source = problems.sources.get(origin.file);
  return source && { source, offset: offsetAt(source, origin), field: origin.field };
}

/** An error about a value that has been read already, wherever it came from. */
export function addValueError(problems: Problems, origin: Origin, words: ErrorWords): void {
  const place = placeOfOrigin(problems, origin);
  if (origin.kind === 'cluster') addClusterNotice(problems, origin, words);
  else if (place === undefined) problems.errors.push({ ...words, file: describeOrigin(origin) });
  else addError(problems, place, words);
}

export function addValueNotice(problems: Problems, origin: Origin, code: string, args: Notice['args']): void {
  const place = placeOfOrigin(problems, origin);
  if (place === undefined) problems.notices.push({ code, origin, args });
  else addNotice(problems, place, code, args);
}
