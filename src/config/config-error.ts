import { escapeControls, excerptAt } from './excerpt.ts';
import { positionAt, type Source } from './source.ts';

/** Why a configuration cannot be read as meant. Told all at once, for all files. */
export interface ConfigError {
  /** Dotted and stable: `config.syntax`, `config.unknown-mode`, … */
  readonly code: string;
  readonly message: string;
  /** The file, `-` for standard input, or the flag (`--proxy-mode`). */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The source line and a caret line below it. */
  readonly excerpt?: string;
  readonly found?: string;
  readonly allowed?: readonly string[];
  readonly suggestion?: string;
}

/** What a command prints with `-o json` in place of its own document. */
export interface ConfigErrorDocument {
  readonly schema: 'kube-preflight/config-errors/v1';
  readonly exitCode: number;
  readonly errors: readonly ConfigError[];
}

/** What an error says beside its place. */
export type ErrorWords = Omit<ConfigError, 'file' | 'line' | 'column' | 'excerpt'>;

export function errorAt(source: Source, offset: number, words: ErrorWords): ConfigError {
  return {
    ...words,
    file: source.file,
    ...positionAt(source, offset),
    excerpt: excerptAt(source, offset),
  };
}

/** For standard error: `file:line:column: message`, then the line with its caret, then what helps. */
export function formatConfigError(error: ConfigError): string {
  const file = escapeControls(error.file);
  const place = error.line === undefined ? file : `${file}:${error.line}:${error.column ?? 1}`;
  const lines = [`${place}: ${error.message}`];
  for (const line of error.excerpt?.split('\n') ?? []) lines.push(`    ${line}`);
  if (error.found !== undefined) lines.push(`  found    ${quotedAtBlanks(error.found)}`);
  if (error.allowed !== undefined) lines.push(`  allowed  ${error.allowed.join(', ')}`);
  if (error.suggestion !== undefined) lines.push(`  try      ${error.suggestion}`);
  return lines.join('\n');
}

/** A blank at an end is what is wrong, and would not be seen. */
function quotedAtBlanks(found: string): string {
  return /^\s|\s$|^$/u.test(found) ? `"${found}"` : found;
}
