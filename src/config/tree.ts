/** A document as data with places: offsets into the text of its Source. */
export type Tree = MapTree | ListTree | ScalarTree;

export interface ScalarTree {
  readonly kind: 'scalar';
  readonly offset: number;
  /** As Go's YAML reading resolves it. */
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly written: string;
  readonly quoted: boolean;
}

export interface Entry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: Tree;
}

export interface MapTree {
  readonly kind: 'map';
  readonly offset: number;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface ListTree {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: readonly Tree[];
}

export type Path = readonly (string | number)[];

/** The entry or item at a path, as far as the path exists. */
export function treeAt(tree: Tree | undefined, path: Path): Tree | undefined {
  let current = tree;
  for (const part of path) {
    if (current?.kind === 'map') current = current.entries.get(String(part))?.value;
    else if (current?.kind === 'list' && typeof part === 'number') current = current.items[part];
    else return undefined;
  }
  return current;
}

/** `nodeRegistration.taints[0].key` */
export function dotted(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/**
 * Plain data for a schema. `null` becomes undefined: Go leaves a field unset that is null,
 * whatever its type, yet still counts its name as unknown if it is.
 */
export function plain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value ?? undefined;
  if (tree.kind === 'list') return tree.items.map(plain);
  // `fromEntries` defines properties, so that a key `__proto__` is a key like another.
  return Object.fromEntries([...tree.entries.values()].map((entry) => [entry.key, plain(entry.value)]));
}
