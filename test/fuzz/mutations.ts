import fc from 'fast-check';

/** What parsers of text stumble over: borders of numbers, quotes, brackets, escapes, names of Object.prototype. */
const nasty = [
  '',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '\u0000',
  '\u001b[31m',
  '\ufeff',
  '\u2028',
  '\ud800',
  '"',
  "'",
  '\\',
  '\\x',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '=',
  '-',
  '/',
  '%',
  '#',
  '*',
  '..',
  '0',
  '-1',
  '1e400',
  '9'.repeat(40),
  '8640000000000001',
  '0x',
  'NaN',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  'A'.repeat(5000),
] as const;

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

/** Places are thousandths of the text, so that they shrink and fit texts of any length. */
const edit = fc.record({
  kind: fc.constantFrom('put', 'cut', 'twice', 'line-out', 'line-twice', 'end'),
  at: fc.nat(1000),
  length: fc.nat(40),
  put: nastyText,
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, { kind, at, length, put }: Edit): string {
  const from = Math.floor((text.length * at) / 1000);
  const to = Math.min(text.length, from + length);
  const lines = text.split('\n');
  const line = Math.floor((lines.length * at) / 1001);
  switch (kind) {
    case 'put':
      return text.slice(0, from) + put + text.slice(to);
    case 'cut':
      return text.slice(0, from) + text.slice(to);
    case 'twice':
      return text.slice(0, to) + text.slice(from);
    case 'line-out':
      return lines.toSpliced(line, 1).join('\n');
    case 'line-twice':
      return lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
    default:
      return text.slice(0, from);
  }
}

/** One of the texts with up to five changes, now and then something else altogether. */
export function changed(...texts: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...texts), fc.array(edit, { maxLength: 5 }))
    .map(([text, edits]) => edits.reduce(edited, text));
  return fc.oneof(
    { weight: 9, arbitrary: mutated },
    { weight: 1, arbitrary: fc.array(nastyText, { maxLength: 30 }).map((parts) => parts.join('')) },
  );
}

/** A value of JSON in which some leaf, or some part, is another value of any kind. */
export function changedJson(...values: readonly unknown[]): fc.Arbitrary<unknown> {
  const put = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 2 ** 53, '', [], {}),
    nastyText,
    fc.jsonValue({ maxDepth: 2 }),
  );
  const changes = fc.array(fc.tuple(fc.nat(100_000), put), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(fc.constantFrom(...values), changes)
    .map(([value, all]) => all.reduce((left, [at, one]) => replacedAt(left, at, one), value));
}

/** The value with its part number `at` (modulo their count) replaced. */
export function replacedAt(value: unknown, at: number, put: unknown): unknown {
  const total = partsIn(value);
  let left = at % total;
  const walk = (part: unknown): unknown => {
    if (left === 0) {
      left -= 1;
      return put;
    }
    left -= 1;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, walk(one)]));
  };
  return walk(value);
}

function partsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + partsIn(one), 1);
}
