import type * as z from 'zod/mini';
import type { ConfigDocument } from './config-document.ts';
import { misplacedMode } from './misplaced-mode.ts';
import { fieldsOf } from './schemas/fields-of.ts';
import { addConcern, addError, mostNotices, type Place, type Problems } from './problems.ts';
import { safeText } from './excerpt.ts';
import { suggest } from './suggest.ts';
import { dotted, plain, treeAt, type Path } from './tree.ts';
import { typeWords } from './type-words.ts';

type Issue = z.core.$ZodIssue;

/** A file that is wrong all over is told so by its first lines; the last of these only says that there are more. */
const maxIssues = mostNotices + 1;

/** Holds a document against its schema: wrong types are errors, unknown fields what kubeadm makes of them. */
export function checkDocument(document: ConfigDocument, schema: z.ZodMiniType, problems: Problems): void {
  const result = schema.safeParse(plain(document.tree), { jitless: true });
  if (result.success) return;
  let told = 0;
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.slice(0, maxIssues - told);
      for (const key of keys) unknownField(document, pathOf(issue), key, problems, schema);
      told += keys.length;
    } else {
      wrongType(document, issue, problems);
      told += 1;
    }
    if (told >= maxIssues) return;
  }
}

function pathOf(issue: Issue): Path {
  return issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function wrongType(document: ConfigDocument, issue: Issue, problems: Problems): void {
  const path = pathOf(issue);
  const tree = treeAt(document.tree, path) ?? document.tree;
  const place: Place = { source: document.source, offset: tree.offset, field: dotted(path) };
  addError(problems, place, typeWords(issue, tree, place.field));
}

function unknownField(
  document: ConfigDocument,
  path: Path,
  key: string,
  problems: Problems,
  schema: z.ZodMiniType,
): void {
  const parent = treeAt(document.tree, path);
  const entry = parent?.kind === 'map' ? parent.entries.get(key) : undefined;
  if (entry === undefined) return;
  const field = dotted([...path, key]);
  const place: Place = { source: document.source, offset: entry.keyOffset, field };
  const shown = safeText(field, 100);
  const lost = misplacedMode(document.kind, path, key, entry.value);
  const near = lost === undefined ? suggest(key, fieldsOf(schema, path)) : undefined;
  const suggestion = lost?.belongs ?? near;
  const words = {
    code: 'config.unknown-field',
    message: `${document.kind} ${document.version} has no field ${shown}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
  const args = { kind: document.kind, apiVersion: `${document.group}/${document.version}`, field: shown };
  const hint = suggestion === undefined ? {} : { suggestion };
  if (lost === undefined) {
    addConcern(problems, place, words, { ...args, ...hint });
    return;
  }
  addConcern(
    problems,
    place,
    words,
    { ...args, reason: 'field', mode: safeText(lost.mode, 30), belongs: lost.belongs },
    'config.mode-without-effect',
  );
}
