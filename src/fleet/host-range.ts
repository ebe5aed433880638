/** The last number of a name, and what stands around it. */
interface Numbered {
  readonly prefix: string;
  readonly suffix: string;
  readonly digits: string;
}

/** Beyond this a number is no count of machines; and it would not be exact. */
const maxDigits = 9;

/**
 * Many host names in short: `node[001-147,150]`, `db-[1-3].example.org`. Folded is the last number before the
 * domain; zeros before it are kept. Names without a number, and addresses, stand as they are. Sorted by text; a
 * name that occurs twice is named once.
 */
export function hostRange(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return foldLast(distinct).toSorted(byText).join(',');
}

function foldLast(names: readonly string[]): readonly string[] {
  const series = new Map<string, { readonly shape: Numbered; readonly digits: string[] }>();
  const plain: string[] = [];
  for (const name of names) {
    const shape = numbered(name);
    if (shape === undefined) {
      plain.push(name);
      continue;
    }
    // Of padded numbers the width counts: node01 and node001 are two machines.
    const width = shape.digits.startsWith('0') && shape.digits.length > 1 ? shape.digits.length : 0;
    const key = JSON.stringify([shape.prefix, shape.suffix, width]);
    const one = series.get(key);
    if (one === undefined) series.set(key, { shape, digits: [shape.digits] });
    else one.digits.push(shape.digits);
  }
  return [...plain, ...mergeWidths(series)];
}

/** `099` and `100` are of one series: a number that fills the width needs no zero before it. */
function mergeWidths(
  series: ReadonlyMap<string, { readonly shape: Numbered; readonly digits: readonly string[] }>,
): readonly string[] {
  const rest = new Map(series);
  const texts: string[] = [];
  for (const [key, { shape, digits }] of series) {
    const width = digits[0]?.startsWith('0') === true && digits[0].length > 1 ? digits[0].length : 0;
    if (width === 0) continue;
    rest.delete(key);
    const looseKey = JSON.stringify([shape.prefix, shape.suffix, 0]);
    const loose = rest.get(looseKey);
    const full = loose?.digits.filter((one) => one.length === width) ?? [];
    const others = loose?.digits.filter((one) => one.length !== width) ?? [];
    if (others.length === 0) rest.delete(looseKey);
    else if (loose !== undefined) rest.set(looseKey, { shape: loose.shape, digits: others });
    texts.push(textOf(shape, [...digits, ...full], width));
  }
  return [...texts, ...[...rest.values()].map(({ shape, digits }) => textOf(shape, digits, 0))];
}

/** The number that is folded: the last one of the first label, as domains tell sites and not machines. */
function numbered(name: string): Numbered | undefined {
  const label = name.split('.', 1)[0] ?? name;
  const found = /^(.*?)(\d+)(\D*)$/u.exec(label);
  if (found === null || /^[\d.]+$/u.test(name) || name.includes(':')) return undefined;
  const [, prefix = '', digits = '', tail = ''] = found;
  if (digits.length > maxDigits) return undefined;
  return { prefix, digits, suffix: tail + name.slice(label.length) };
}

function textOf({ prefix, suffix }: Numbered, digits: readonly string[], width: number): string {
  const numbers = [...new Set(digits.map(Number))].toSorted((a, b) => a - b);
  const [only] = numbers;
  const pad = (number: number): string => String(number).padStart(width, '0');
  if (numbers.length === 1 && only !== undefined) return `${prefix}${pad(only)}${suffix}`;
  return `${prefix}[${runsOf(numbers)
    .map(([from, to]) => (from === to ? pad(from) : `${pad(from)}-${pad(to)}`))
    .join(',')}]${suffix}`;
}

function runsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
