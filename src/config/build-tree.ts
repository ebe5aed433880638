import type { Node, ParsedNode } from 'yaml';
import type { ErrorWords } from './config-error.ts';
import { resolvePlain } from './go-scalar.ts';
import type { YamlLibrary } from './parse-yaml.ts';
import type { Entry, ListTree, MapTree, ScalarTree, Tree } from './tree.ts';
import { safeText } from './excerpt.ts';

/** How many values a document may have once its aliases are written out. */
const maxExpanded = 100_000;

export interface TreeProblem {
  readonly offset: number;
  readonly words: ErrorWords;
}

interface Build {
  readonly yaml: YamlLibrary;
  /** Where the document's text begins in the file. */
  readonly base: number;
  readonly problems: TreeProblem[];
  /** Finished anchors; one that is still being built is held as `open`. */
  readonly anchors: Map<string, Tree | 'open'>;
  /** Values below each finished tree, itself included: aliases share trees, so it may grow fast. */
  readonly weights: Map<Tree, number>;
  /** Entries copied by `<<` so far. */
  merged: number;
}

const none = (offset: number): ScalarTree => ({
  kind: 'scalar',
  offset,
  value: null,
  written: '',
  quoted: false,
});

export function buildTree(
  yaml: YamlLibrary,
  contents: ParsedNode | null,
  base: number,
): { readonly tree: Tree; readonly problems: readonly TreeProblem[] } {
  const build: Build = { yaml, base, problems: [], anchors: new Map(), weights: new Map(), merged: 0 };
  return { tree: convert(contents, build, base), problems: build.problems };
}

function convert(node: unknown, build: Build, fallback: number): Tree {
  const { yaml } = build;
  if (!yaml.isNode(node)) return none(fallback);
  const offset = build.base + (node.range?.[0] ?? fallback - build.base);
  if (yaml.isAlias(node)) return followAlias(node.source, offset, build);
  const anchor = anchorOf(node, build);
  if (anchor !== undefined) build.anchors.set(anchor, 'open');
  const tree = convertValue(node, offset, build);
  if (anchor !== undefined) build.anchors.set(anchor, tree);
  return tree;
}

function anchorOf(node: Node, { yaml }: Build): string | undefined {
  return yaml.isScalar(node) || yaml.isCollection(node) ? node.anchor : undefined;
}

function convertValue(node: Node, offset: number, build: Build): Tree {
  const { yaml } = build;
  if (yaml.isMap(node)) return convertMap(node.items, offset, build);
  if (yaml.isSeq(node)) {
    const items = node.items.map((item) => convert(item, build, offset));
    return weigh({ kind: 'list', offset, items }, items, build);
  }
  return yaml.isScalar(node) ? convertScalar(node, offset, build) : none(offset);
}

function convertScalar(
  node: { readonly value: unknown; readonly type?: unknown; readonly tag?: string },
  offset: number,
  build: Build,
): ScalarTree {
  const written = typeof node.value === 'string' ? node.value : '';
  const isPlain = node.type === undefined || node.type === build.yaml.Scalar.PLAIN;
  const resolves = node.tag === undefined ? isPlain : /:(?:bool|int|float|null)$/.test(node.tag);
  const value = resolves ? resolvePlain(written) : written;
  const tree: ScalarTree = { kind: 'scalar', offset, value, written, quoted: !isPlain };
  build.weights.set(tree, 1);
  return tree;
}

interface PairLike {
  readonly key: unknown;
  readonly value: unknown;
}

function convertMap(pairs: readonly PairLike[], offset: number, build: Build): MapTree {
  const entries = new Map<string, Entry>();
  const merged: Tree[] = [];
  for (const pair of pairs) {
    const keyTree = convert(pair.key, build, offset);
    const value = convert(pair.value, build, keyTree.offset);
    if (keyTree.kind !== 'scalar') {
      build.problems.push(wrongKey(keyTree.offset));
      continue;
    }
    if (keyTree.written === '<<' && !keyTree.quoted) {
      merged.push(value);
      continue;
    }
    const earlier = entries.get(keyTree.written);
    if (earlier !== undefined) build.problems.push(duplicate(keyTree));
    else entries.set(keyTree.written, { key: keyTree.written, keyOffset: keyTree.offset, value });
  }
  for (const value of merged) mergeInto(entries, value, build);
  const map: MapTree = { kind: 'map', offset, entries };
  return weigh(
    map,
    [...entries.values()].map((entry) => entry.value),
    build,
  );
}

/** `<<` brings in the keys of another mapping, or of several, that are not there already. */
function mergeInto(entries: Map<string, Entry>, value: Tree, build: Build): void {
  const maps = value.kind === 'list' ? value.items : [value];
  for (const map of maps) {
    if (map.kind !== 'map') {
      const message = '`<<` takes a mapping or a list of mappings';
      build.problems.push({ offset: value.offset, words: { code: 'config.wrong-type', message } });
      return;
    }
    build.merged += map.entries.size;
    if (build.merged > maxExpanded) {
      refuseBomb(value.offset, build);
      return;
    }
    for (const entry of map.entries.values()) if (!entries.has(entry.key)) entries.set(entry.key, entry);
  }
}

function followAlias(name: string, offset: number, build: Build): Tree {
  const target = build.anchors.get(name);
  if (target === undefined || target === 'open') {
    const message =
      target === undefined
        ? `no anchor &${safeText(name, 40)} stands before this alias`
        : `the value of &${safeText(name, 40)} contains itself`;
    build.problems.push({ offset, words: { code: 'config.bad-alias', message } });
    return none(offset);
  }
  const tree: Tree = { ...target, offset };
  build.weights.set(tree, build.weights.get(target) ?? 1);
  return tree;
}

/** Notes how many values a tree stands for; refuses a document that grows out of measure. */
function weigh<T extends MapTree | ListTree>(tree: T, children: readonly Tree[], build: Build): T {
  let weight = 1;
  for (const child of children) weight += build.weights.get(child) ?? 1;
  build.weights.set(tree, Math.min(weight, maxExpanded));
  if (weight > maxExpanded) refuseBomb(tree.offset, build);
  return tree;
}

function refuseBomb(offset: number, build: Build): void {
  if (build.problems.some((problem) => problem.words.code === 'config.alias-bomb')) return;
  const message = 'the aliases of this document multiply beyond measure';
  build.problems.push({ offset, words: { code: 'config.alias-bomb', message } });
}

function duplicate(key: ScalarTree): TreeProblem {
  const message = `the key ${safeText(key.written)} stands twice in this mapping`;
  const suggestion = 'one of the two removed: readers differ in which one they take';
  return { offset: key.offset, words: { code: 'config.duplicate-key', message, suggestion } };
}

function wrongKey(offset: number): TreeProblem {
  return {
    offset,
    words: { code: 'config.wrong-type', message: 'a key must be a single word, not a mapping or a list' },
  };
}
