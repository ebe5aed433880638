import type * as z from 'zod/mini';
import { safeText } from '../excerpt.ts';
import { addError, type Place, type Problems } from '../problems.ts';
import { fieldsOf } from '../schemas/fields-of.ts';
import type { Source } from '../source.ts';
import { suggest } from '../suggest.ts';
import { dotted, type MapTree, type Path, plain, type Tree, treeAt } from '../tree.ts';
import { foundWords, typeWords } from '../type-words.ts';

export const ownApiVersion = 'kube-preflight/v1';
export const ownKinds = ['Waivers', 'Requirements'] as const;
export type OwnKind = (typeof ownKinds)[number];

/** A document of this program's own: waivers or requirements. */
export interface OwnDocument {
  readonly source: Source;
  readonly tree: MapTree;
  readonly kind: OwnKind;
}

/** A file that is wrong all over is told so by its first lines. */
const maxIssues = 50;

/** Says whether a document is of the kind that is asked for; what is wrong goes to the problems. */
export function identifyOwn(
  source: Source,
  tree: Tree,
  kind: OwnKind,
  problems: Problems,
): OwnDocument | undefined {
  if (tree.kind !== 'map') {
    addError(
      problems,
      { source, offset: tree.offset, field: '' },
      {
        code: 'config.not-a-mapping',
        message: 'a document is a mapping that begins with apiVersion and kind',
        found: foundWords(tree),
      },
    );
    return undefined;
  }
  const isRight = [
    isWord(source, tree, 'apiVersion', ownApiVersion, problems),
    isWord(source, tree, 'kind', kind, problems),
  ];
  return isRight.every(Boolean) ? { source, tree, kind } : undefined;
}

function isWord(source: Source, tree: MapTree, key: string, wanted: string, problems: Problems): boolean {
  const entry = tree.entries.get(key);
  if (entry?.value.kind === 'scalar' && entry.value.value === wanted) return true;
  const offset = entry?.value.offset ?? tree.offset;
  const code = key === 'kind' ? 'config.unknown-kind' : 'config.unknown-version';
  addError(
    problems,
    { source, offset, field: key },
    {
      code: entry === undefined ? `config.missing-${key === 'kind' ? 'kind' : 'api-version'}` : code,
      message: entry === undefined ? `this document has no ${key}` : `${key} must be ${wanted} here`,
      ...(entry === undefined ? {} : { found: foundWords(entry.value) }),
      suggestion: `${key}: ${wanted}`,
    },
  );
  return false;
}

/**
 * Holds a document against its schema. These files are this program's alone: an unknown field is an error, and
 * `why: no`, which Go's YAML would read as false, is the text that it is. Numbers are wanted in quotes: whatever else
 * rewrites the file makes 1.1 of 1.10, and 416 of 0640.
 */
export function checkOwnFields(document: OwnDocument, schema: z.ZodMiniType, problems: Problems): boolean {
  const result = schema.safeParse(plain(document.tree), { jitless: true });
  const issues = result.success
    ? []
    : result.error.issues.filter((issue) => !isWordAsText(document.tree, issue));
  for (const issue of issues.slice(0, maxIssues)) {
    const path = pathOf(issue);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, maxIssues)) unknownField(document, path, key, schema, problems);
      continue;
    }
    const tree = treeAt(document.tree, path) ?? document.tree;
    const words = typeWords(issue, tree, dotted(path));
    const { suggestion, ...plainWords } = words;
    // What helps with a list or a mapping is said of kubeadm's own.
    const isScalar = tree.kind === 'scalar' && suggestion !== undefined;
    addError(
      problems,
      placeIn(document, tree, dotted(path)),
      isScalar ? { ...plainWords, suggestion } : plainWords,
    );
  }
  return issues.length === 0;
}

function pathOf({ path }: z.core.$ZodIssue): Path {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function isWordAsText(root: Tree, issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string') return false;
  const tree = treeAt(root, pathOf(issue));
  return tree?.kind === 'scalar' && typeof tree.value === 'boolean';
}

function unknownField(
  document: OwnDocument,
  path: Path,
  key: string,
  schema: z.ZodMiniType,
  problems: Problems,
): void {
  const parent = treeAt(document.tree, path);
  const entry = parent?.kind === 'map' ? parent.entries.get(key) : undefined;
  const field = dotted([...path, key]);
  const known = fieldsOf(schema, path);
  const near = suggest(key, known);
  addError(
    problems,
    { source: document.source, offset: entry?.keyOffset ?? document.tree.offset, field },
    {
      code: 'config.unknown-field',
      message: `${document.kind} has no field ${safeText(field, 100)}`,
      allowed: known,
      ...(near === undefined ? {} : { suggestion: near }),
    },
  );
}

export function placeIn(document: OwnDocument, tree: Tree, field: string): Place {
  return { source: document.source, offset: tree.offset, field };
}
