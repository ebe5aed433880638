import type * as z from 'zod/mini';
import type { ErrorWords } from './config-error.ts';
import { safeText } from './excerpt.ts';
import type { Tree } from './tree.ts';

const names: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Words for a value of the wrong type. */
export function typeWords(issue: z.core.$ZodIssue, tree: Tree, field: string): ErrorWords {
  if (issue.code === 'invalid_format') {
    return {
      code: 'config.bad-duration',
      message: `${field} must be a duration as Go writes it`,
      found: foundWords(tree),
      suggestion: 'such as 30s, 4m0s or 1h30m',
    };
  }
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  const wanted = names[expected] ?? 'another type';
  const suggestion = typeSuggestion(expected, tree);
  return {
    code: 'config.wrong-type',
    message: `${safeText(field, 100)} must be ${wanted}`,
    found: foundWords(tree),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** What stands there, in words: `the number 1.36`, `the text "yes"`. */
export function foundWords(tree: Tree): string {
  if (tree.kind === 'map') return 'a mapping';
  if (tree.kind === 'list') return 'a list';
  if (tree.value === null) return 'nothing';
  const written = safeText(tree.written, 40);
  if (typeof tree.value === 'string')
    return `the text ${JSON.stringify(tree.value.length > 0 ? written : '')}`;
  if (typeof tree.value === 'number') return `the number ${written}`;
  const isPlain = written.toLowerCase() === String(tree.value);
  return isPlain ? written : `${written}, which Go's YAML reads as ${tree.value}`;
}

function typeSuggestion(expected: string, tree: Tree): string | undefined {
  if (tree.kind === 'map') return expected === 'array' ? mapForList(tree) : undefined;
  if (tree.kind === 'list')
    return expected === 'record' || expected === 'object' ? 'name: value, as v1beta3 wants it' : undefined;
  if (expected === 'string' && typeof tree.value !== 'string')
    return `"${safeText(tree.written, 40)}" in quotes`;
  if (expected === 'array') return `- ${safeText(tree.written, 40)} on a line of its own`;
  const isNumber = expected === 'int' || expected === 'number';
  if (isNumber && /^-?\d+$/.test(tree.written)) return `${tree.written} without quotes`;
  if (expected === 'boolean' && /^(?:true|false)$/i.test(tree.written))
    return `${tree.written.toLowerCase()} without quotes`;
  return undefined;
}

/** `extraArgs` of v1beta3 in a v1beta4 document. */
function mapForList(tree: Tree): string {
  const first = tree.kind === 'map' ? tree.entries.values().next().value : undefined;
  if (first === undefined) return '[]';
  const value = first.value.kind === 'scalar' ? safeText(first.value.written, 30) : '…';
  return `a list, as v1beta4 wants it: - name: ${safeText(first.key, 30)}, value: ${JSON.stringify(value)}`;
}
