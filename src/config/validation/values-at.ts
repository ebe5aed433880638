import type { ConfigDocument } from '../config-document.ts';
import { placeOf } from '../config-document.ts';
import type { Place } from '../problems.ts';
import { dotted, type Path, type Tree } from '../tree.ts';

export interface ValueAt {
  readonly value: string;
  readonly place: Place;
}

/** Every text at a field with `*` for each item of a list. Empty ones are those of unset fields, but in a list. */
export function valuesAt(document: ConfigDocument, field: string): readonly ValueAt[] {
  const isItem = field.endsWith('*');
  return treesAt(document.tree, field.split('.'), []).flatMap(([path, tree]) => {
    if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return [];
    if (tree.value === '' && !isItem) return [];
    return [{ value: tree.value, place: placeOf(document, tree, dotted(path)) }];
  });
}

export function treesAt(
  tree: Tree,
  [part, ...rest]: readonly string[],
  path: Path,
): readonly (readonly [Path, Tree])[] {
  if (part === undefined) return [[path, tree]];
  if (part === '*') {
    const items = tree.kind === 'list' ? tree.items : [];
    return items.flatMap((item, index) => treesAt(item, rest, [...path, index]));
  }
  const child = tree.kind === 'map' ? tree.entries.get(part)?.value : undefined;
  return child === undefined ? [] : treesAt(child, rest, [...path, part]);
}
