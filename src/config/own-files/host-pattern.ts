/** A piece of a host pattern: text as it is, any text, one character, or one of some numbers or words. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] };

type Choice =
  | { readonly kind: 'word'; readonly word: string }
  /** Width 0: numbers are written without leading zeros. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly width: number };

export type HostPattern =
  | { readonly ok: true; readonly pieces: readonly Piece[] }
  | { readonly ok: false; readonly why: string };

/** As long as a host name may be, with room for ranges. */
const longest = 300;
const maxDigits = 9;

/** `*`, `node-?`, `node[001-020]`, `rack[a,c,1-4].example.org`; case does not count. */
export function parseHostPattern(written: string): HostPattern {
  const text = written.trim().toLowerCase();
  if (text === '') return refuse('the pattern is empty');
  if (text.length > longest) return refuse(`the pattern is longer than ${longest} characters`);
  const pieces: Piece[] = [];
  for (const [token] of text.matchAll(/\[[^\]]*\]?|[*?\]]|[^[\]*?]+/gu)) {
    const piece = pieceOf(token);
    if ('why' in piece) return { ok: false, why: piece.why };
    pieces.push(piece);
  }
  return { ok: true, pieces };
}

function refuse(why: string): HostPattern {
  return { ok: false, why };
}

function pieceOf(token: string): Piece | { readonly why: string } {
  if (token === '*') return { kind: 'any' };
  if (token === '?') return { kind: 'one' };
  if (token === ']') return { why: 'a ] has no [ before it' };
  if (!token.startsWith('['))
    return /^[a-z0-9._-]+$/u.test(token)
      ? { kind: 'text', text: token }
      : { why: 'host names are made of letters, digits, dots and dashes' };
  if (!token.endsWith(']')) return { why: 'a [ has no ] after it' };
  const choices: Choice[] = [];
  for (const written of token.slice(1, -1).split(',')) {
    const choice = choiceOf(written.trim());
    if ('why' in choice) return choice;
    choices.push(choice);
  }
  return { kind: 'choice', choices };
}

function choiceOf(written: string): Choice | { readonly why: string } {
  const [, first, last] = /^(\d+)-(\d+)$/u.exec(written) ?? [];
  if (first === undefined || last === undefined) {
    return /^[a-z0-9._]+$/u.test(written)
      ? { kind: 'word', word: written }
      : { why: `between [ and ] stand numbers, ranges such as 001-020 and words, not ${quoted(written)}` };
  }
  if (first.length > maxDigits || last.length > maxDigits) return { why: `${written} is too long a range` };
  const padded = [first, last].some((number) => number.length > 1 && number.startsWith('0'));
  if (padded && first.length !== last.length)
    return { why: `${written}: both ends of a range with leading zeros have the same width` };
  if (Number(first) > Number(last)) return { why: `${written}: the range begins after its end` };
  return { kind: 'range', from: Number(first), to: Number(last), width: padded ? first.length : 0 };
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

/** Whether a host of this name is meant. */
export function matchesHost(pattern: HostPattern, hostName: string): boolean {
  if (!pattern.ok) return false;
  const name = hostName.toLowerCase();
  // Every place in the name that the pieces so far may end at: no backtracking, whatever the pattern.
  let ends = new Set([0]);
  for (const piece of pattern.pieces) {
    const next = new Set<number>();
    for (const end of ends) for (const reached of reach(piece, name, end)) next.add(reached);
    if (next.size === 0) return false;
    ends = next;
  }
  return ends.has(name.length);
}

function reach(piece: Piece, name: string, at: number): readonly number[] {
  switch (piece.kind) {
    case 'text':
      return name.startsWith(piece.text, at) ? [at + piece.text.length] : [];
    case 'any':
      return Array.from({ length: name.length - at + 1 }, (_, more) => at + more);
    case 'one':
      return at < name.length ? [at + 1] : [];
    default:
      return piece.choices.flatMap((choice) => reachChoice(choice, name, at));
  }
}

function reachChoice(choice: Choice, name: string, at: number): readonly number[] {
  if (choice.kind === 'word') return name.startsWith(choice.word, at) ? [at + choice.word.length] : [];
  const reached: number[] = [];
  for (let end = at + 1; end <= Math.min(name.length, at + maxDigits); end += 1) {
    const digits = name.slice(at, end);
    if (!/^\d+$/u.test(digits)) break;
    const isWritten = choice.width === 0 ? digits === String(Number(digits)) : digits.length === choice.width;
    if (isWritten && Number(digits) >= choice.from && Number(digits) <= choice.to) reached.push(end);
  }
  return reached;
}

/** Whether one of the patterns means the host by one of its names; no patterns mean every host. */
export function concernsHost(patterns: readonly string[], names: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  return patterns.some((written) => {
    const pattern = parseHostPattern(written);
    return names.some((name) => matchesHost(pattern, name));
  });
}

/** The names that a host may be meant by: as given, and without the domain. */
export function namesOfHost(...names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => [name, name.split('.')[0] ?? name]))].filter(
    (name) => name !== '',
  );
}
