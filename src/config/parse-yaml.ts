import type * as library from 'yaml';
import { buildTree } from './build-tree.ts';
import { addError, addNotice, type Problems } from './problems.ts';
import type { Source } from './source.ts';
import type { Chunk } from './split-documents.ts';
import type { Tree } from './tree.ts';
import { yamlErrorWords } from './yaml-errors.ts';

export type YamlLibrary = typeof library;

/** Far beyond real configurations; a bound for what a hostile file may cost. */
const maxLexemes = 100_000;
export const maxDepth = 100;
/** One slip of the pen makes many follow-up errors. */
const maxSyntaxErrors = 3;

/** What is left of the bound; shared by the documents of a file. */
export interface Budget {
  lexemes: number;
}

export function newBudget(): Budget {
  return { lexemes: maxLexemes };
}

type Tokens =
  ReturnType<InstanceType<YamlLibrary['Parser']>['parse']> extends Iterable<infer T> ? T[] : never;

/**
 * One document to a tree. The parser is fed lexeme by lexeme, because it keeps its own stack: depth and
 * size are bounded before the composer, which recurses, sees anything.
 */
export function parseYaml(
  yaml: YamlLibrary,
  source: Source,
  chunk: Chunk,
  budget: Budget,
  problems: Problems,
): Tree | undefined {
  const text = source.text.slice(chunk.start, chunk.end);
  const place = (offset: number) => ({ source, offset: chunk.start + offset, field: '' });
  const read = readTokens(yaml, text, budget);
  if (!read.ok) {
    addError(problems, place(read.offset), read.words);
    return undefined;
  }
  // Every scalar stays text: they are resolved as Go does. Duplicate keys are found while the tree is
  // built, in linear time.
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;
  const composer = new yaml.Composer({ ...options, logLevel: 'silent' });
  const documents = [...composer.compose(read.tokens, true, text.length)];
  const [document, second] = documents;
  if (document === undefined) return undefined;
  if (second?.contents != null && document.errors.length === 0) {
    addNotice(problems, place(second.contents.range[0]), 'config.ignored-document', { reason: 'after-end' });
  }
  if (document.errors.length > 0) {
    for (const error of document.errors.slice(0, maxSyntaxErrors)) {
      // What is missing at the end of the text is shown behind its last word.
      const offset = Math.min(error.pos[0], text.trimEnd().length);
      addError(problems, place(offset), yamlErrorWords(error.code, error.message));
    }
    return undefined;
  }
  return treeOf(yaml, document, source, chunk, problems);
}

function treeOf(
  yaml: YamlLibrary,
  document: library.Document.Parsed,
  source: Source,
  chunk: Chunk,
  problems: Problems,
): Tree | undefined {
  const built = buildTree(yaml, document.contents, chunk.start);
  for (const problem of built.problems)
    addError(problems, { source, offset: problem.offset, field: '' }, problem.words);
  return built.problems.length > 0 ? undefined : built.tree;
}

type Read =
  | { readonly ok: true; readonly tokens: Tokens }
  | { readonly ok: false; readonly offset: number; readonly words: Parameters<typeof addError>[2] };

function readTokens(yaml: YamlLibrary, text: string, budget: Budget): Read {
  const parser = new yaml.Parser();
  const tokens: Tokens = [];
  for (const lexeme of new yaml.Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    budget.lexemes -= 1;
    if (parser.stack.length > maxDepth && depthOf(parser.stack) > maxDepth) {
      const message = `values are nested more than ${maxDepth} deep, which no configuration is`;
      return { ok: false, offset: parser.offset, words: { code: 'config.too-deep', message } };
    }
    if (budget.lexemes < 0) {
      const message = 'the file holds more values than any configuration does';
      return { ok: false, offset: parser.offset, words: { code: 'config.too-complex', message } };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { ok: true, tokens };
}

/** The stack also holds the document and the scalar in hand. */
function depthOf(stack: readonly library.CST.Token[]): number {
  return stack.filter(
    ({ type }) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection',
  ).length;
}
