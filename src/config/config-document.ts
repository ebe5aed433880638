import type { Kind } from './groups.ts';
import type { Planned } from './plan.ts';
import { fileOrigin, type Place } from './problems.ts';
import type { Source } from './source.ts';
import { treeAt, type MapTree, type Path, type ScalarTree, type Tree } from './tree.ts';

/** A document whose kind is known and whose types have been checked. */
export interface ConfigDocument {
  readonly source: Source;
  readonly tree: MapTree;
  readonly kind: Kind;
  readonly group: string;
  readonly version: string;
  /** Where `apiVersion` and `kind` have their values. */
  readonly versionOffset: number;
  readonly kindOffset: number;
}

export type Documents = ReadonlyMap<Kind, ConfigDocument>;

const partsOf = (field: string): Path => field.split('.');

export function placeOf(document: ConfigDocument, tree: Tree, field: string): Place {
  return { source: document.source, offset: tree.offset, field };
}

/** The value at a field, unless it is missing or null, which means the same to kubeadm. */
export function valueAt(document: ConfigDocument | undefined, field: string): Tree | undefined {
  const tree = treeAt(document?.tree, partsOf(field));
  return tree?.kind === 'scalar' && tree.value === null ? undefined : tree;
}

function scalarAt<T>(
  document: ConfigDocument | undefined,
  field: string,
  read: (scalar: ScalarTree) => T | undefined,
): Planned<T> | undefined {
  const tree = valueAt(document, field);
  if (document === undefined || tree?.kind !== 'scalar') return undefined;
  const value = read(tree);
  return value === undefined ? undefined : { value, origin: fileOrigin(placeOf(document, tree, field)) };
}

/** Text that is not empty: kubeadm takes empty text for an unset field. */
export function textAt(document: ConfigDocument | undefined, field: string): Planned<string> | undefined {
  return scalarAt(document, field, ({ value }) =>
    typeof value === 'string' && value !== '' ? value : undefined,
  );
}

export function numberAt(document: ConfigDocument | undefined, field: string): Planned<number> | undefined {
  return scalarAt(document, field, ({ value }) => (typeof value === 'number' ? value : undefined));
}

export function flagAt(document: ConfigDocument | undefined, field: string): Planned<boolean> | undefined {
  return scalarAt(document, field, ({ value }) => (typeof value === 'boolean' ? value : undefined));
}

/** The texts of a list, each with its place; undefined when the list is not there. */
export function textsAt(
  document: ConfigDocument | undefined,
  field: string,
): readonly Planned<string>[] | undefined {
  const tree = valueAt(document, field);
  if (document === undefined || tree?.kind !== 'list') return undefined;
  const texts: Planned<string>[] = [];
  for (const [index, item] of tree.items.entries()) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') continue;
    texts.push({ value: item.value, origin: fileOrigin(placeOf(document, item, `${field}[${index}]`)) });
  }
  return texts;
}

/** A list as one value, with the place of the list. */
export function listAt(
  document: ConfigDocument | undefined,
  field: string,
): Planned<readonly string[]> | undefined {
  const tree = valueAt(document, field);
  const texts = textsAt(document, field);
  if (document === undefined || tree === undefined || texts === undefined) return undefined;
  return { value: texts.map((text) => text.value), origin: fileOrigin(placeOf(document, tree, field)) };
}

/** A mapping of switches: `featureGates`. */
export function flagsAt(
  document: ConfigDocument | undefined,
  field: string,
): Planned<Readonly<Record<string, boolean>>> | undefined {
  const tree = valueAt(document, field);
  if (document === undefined || tree?.kind !== 'map') return undefined;
  const flags: [string, boolean][] = [];
  for (const { key, value } of tree.entries.values()) {
    if (value.kind === 'scalar' && typeof value.value === 'boolean') flags.push([key, value.value]);
  }
  return { value: Object.fromEntries(flags), origin: fileOrigin(placeOf(document, tree, field)) };
}

/** A component's flag: `extraArgs` is a mapping in v1beta3 and a list, whose last entry wins, in v1beta4. */
export function extraArgAt(
  document: ConfigDocument | undefined,
  field: string,
  name: string,
): Planned<string> | undefined {
  const tree = valueAt(document, field);
  if (document === undefined || tree === undefined) return undefined;
  let found: Tree | undefined;
  if (tree.kind === 'map') found = tree.entries.get(name)?.value;
  for (const item of tree.kind === 'list' ? tree.items : []) {
    const itemName = treeAt(item, ['name']);
    if (itemName?.kind === 'scalar' && itemName.value === name) found = treeAt(item, ['value']);
  }
  if (found?.kind !== 'scalar' || typeof found.value !== 'string') return undefined;
  return { value: found.value, origin: fileOrigin(placeOf(document, found, `${field}.${name}`)) };
}
