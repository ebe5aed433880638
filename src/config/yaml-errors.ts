import type { ErrorWords } from './config-error.ts';
import { safeText } from './excerpt.ts';

/** The library's codes that deserve words of their own; the others keep the library's. */
const table: Readonly<Record<string, readonly [message: string, suggestion?: string]>> = {
  TAB_AS_INDENT: ['a tab is used for indentation, which YAML forbids', 'spaces instead of the tab'],
  BAD_INDENT: ['this line is indented less or more than its neighbours'],
  BLOCK_AS_IMPLICIT_KEY: [
    'a mapping begins inside another value',
    'quotes around a value that holds `: `, or the key on a line of its own',
  ],
  MULTILINE_IMPLICIT_KEY: ['a key goes over several lines', 'a `:` after the key on its own line'],
  MISSING_CHAR: ['a character is missing here'],
  BAD_ALIAS: ['this alias cannot be resolved'],
};

/** Words for a syntax error of the YAML library. */
export function yamlErrorWords(code: string, message: string): ErrorWords {
  const isTab = code === 'TAB_AS_INDENT' || /\btabs?\b/i.test(message);
  const [words, suggestion] = table[isTab ? 'TAB_AS_INDENT' : code] ?? [];
  const detail = safeText(message.split('\n')[0] ?? '', 160);
  const text = words === undefined ? `this is not YAML: ${detail}` : `${words} (${detail})`;
  return {
    code: isTab ? 'config.tab' : 'config.syntax',
    message: text,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
