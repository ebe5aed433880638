import { safeText } from '../excerpt.ts';
import type { ErrorWords } from '../config-error.ts';
import type { Planned } from '../plan.ts';
import { addError, fileOrigin, type Problems } from '../problems.ts';
import { suggest } from '../suggest.ts';
import { type Path, type Tree, treeAt } from '../tree.ts';
import { foundWords } from '../type-words.ts';
import { type OwnDocument, placeIn } from './own-document.ts';

/** A reader of one entry of a list, whose types have been checked already. */
export class EntryReader {
  readonly #document: OwnDocument;
  readonly #entry: Tree;
  readonly #field: string;
  readonly #problems: Problems;

  constructor(document: OwnDocument, entry: Tree, field: string, problems: Problems) {
    this.#document = document;
    this.#entry = entry;
    this.#field = field;
    this.#problems = problems;
  }

  /** The names of the fields that it has. */
  get fields(): readonly string[] {
    return this.#entry.kind === 'map' ? [...this.#entry.entries.keys()] : [];
  }

  /** The same below one field. */
  below(key: string): EntryReader {
    const tree = treeAt(this.#entry, [key]) ?? this.#entry;
    return new EntryReader(this.#document, tree, `${this.#field}.${key}`, this.#problems);
  }

  has(key: string): boolean {
    const tree = treeAt(this.#entry, [key]);
    return tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
  }

  text(key: string): string {
    const tree = treeAt(this.#entry, [key]);
    if (tree?.kind !== 'scalar') return '';
    return typeof tree.value === 'string' || typeof tree.value === 'boolean' ? tree.written.trim() : '';
  }

  /** As written: `1`, `"1"` and `yes` alike. */
  written(path: Path): string {
    const tree = treeAt(this.#entry, path);
    return tree?.kind === 'scalar' ? tree.written.trim() : '';
  }

  number(key: string): number | undefined {
    const tree = treeAt(this.#entry, [key]);
    return tree?.kind === 'scalar' && typeof tree.value === 'number' ? tree.value : undefined;
  }

  texts(key: string): readonly string[] {
    const tree = treeAt(this.#entry, [key]);
    if (tree?.kind !== 'list') return [];
    return tree.items.flatMap((item) => (item.kind === 'scalar' ? [item.written.trim()] : []));
  }

  /** A text that must be there, with its place. */
  demand(key: string, example: string): Planned<string> | undefined {
    const value = this.text(key);
    const tree = treeAt(this.#entry, [key]);
    if (value === '' || tree === undefined) {
      this.refuse(tree === undefined ? [] : [key], {
        code: 'config.missing-field',
        message: `${this.#field}.${key} is required`,
        suggestion: `${key}: ${example}`,
      });
      return undefined;
    }
    return { value, origin: fileOrigin(placeIn(this.#document, tree, `${this.#field}.${key}`)) };
  }

  /** One of some words; the first where nothing is written. */
  oneOf<T extends string>(key: string, words: readonly [T, ...T[]]): T {
    if (!this.has(key)) return words[0];
    return words.find((word) => word === this.text(key)) ?? this.#refuseWord([key], words);
  }

  /** Some of some words; none where nothing is written. */
  someOf<T extends string>(key: string, words: readonly [T, ...T[]]): readonly T[] {
    return this.texts(key).map(
      (text, index) => words.find((word) => word === text) ?? this.#refuseWord([key, index], words),
    );
  }

  #refuseWord<T extends string>(path: Path, words: readonly [T, ...T[]]): T {
    const tree = treeAt(this.#entry, path) ?? this.#entry;
    const near = tree.kind === 'scalar' ? suggest(tree.written, words) : undefined;
    this.refuse(path, {
      code: 'config.bad-value',
      message: `${this.#field}.${String(path[0])} has no such value`,
      found: foundWords(tree),
      allowed: words,
      ...(near === undefined ? {} : { suggestion: near }),
    });
    return words[0];
  }

  /** An error at a field, or at the entry itself. */
  refuse(path: Path, words: ErrorWords): void {
    const tree = treeAt(this.#entry, path) ?? this.#entry;
    addError(
      this.#problems,
      placeIn(this.#document, tree, [this.#field, ...path].join('.')),
      words.found === undefined && path.length > 0 && tree.kind === 'scalar'
        ? { ...words, found: safeText(tree.written) || 'nothing' }
        : words,
    );
  }
}
