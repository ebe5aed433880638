import type { Offer, OperandRow } from './completion-table.ts';

/** What the words in capitals of a usage line stand for. */
export type Meanings = Readonly<Record<string, readonly string[]>>;

/**
 * What may follow which operands, from the usage line, which people read, too: `show | ensure | delete`,
 * `[FILE…]`, `[init | upgrade [apply [VERSION] | node]]`. A bracket behind a word holds what may follow it.
 */
export function operandRows(usage: string, meanings: Meanings): readonly OperandRow[] {
  const tokens = usage.match(/[A-Za-z][\w:-]*…?|[[\]|]/gu) ?? [];
  const rows = new Map<string, OperandRow>();
  const after: string[] = [];
  /** Of each open bracket, whether it stands behind a word. */
  const open: boolean[] = [];
  let last = '';
  for (const [index, token] of tokens.entries()) {
    if (token === '|') continue;
    if (token === '[') {
      // The bracket around the whole says no more than that it may be left out.
      open.push(index > 0);
      if (index > 0) after.push(last);
    } else if (token === ']') {
      if (open.pop() === true) after.pop();
    } else {
      last = token;
      addTo(rows, after, token, meanings);
    }
  }
  return [...rows.values()];
}

function addTo(
  rows: Map<string, OperandRow>,
  after: readonly string[],
  token: string,
  meanings: Meanings,
): void {
  const key = after.join(' ');
  const isRepeated = token.endsWith('…');
  const bare = token.replace('…', '');
  if (bare === 'FILE') {
    rows.set(key, { after: [...after], offer: { kind: 'files' }, isRepeated });
    return;
  }
  const words = bare === bare.toLowerCase() ? [bare] : (meanings[bare] ?? []);
  if (words.length === 0) return;
  const before = rows.get(key);
  const known: readonly string[] = before?.offer.kind === 'words' ? before.offer.words : [];
  const offer: Offer = { kind: 'words', words: [...known, ...words], isList: false };
  rows.set(key, { after: [...after], offer, isRepeated: isRepeated || before?.isRepeated === true });
}
