import { createHash } from 'node:crypto';

/** Deeper than any document of this program. */
const deepest = 64;

/**
 * JSON with the keys of every object in order and no blanks: the same text for the same content, whoever wrote it.
 * undefined: it is nested too deep.
 */
export function canonicalJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(sorted(value, 0));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sorted(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) throw new RangeError('nested too deep');
  if (Array.isArray(value)) return value.map((one: unknown) => sorted(one, depth + 1));
  const entries = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one, depth + 1)] as const);
  return Object.fromEntries(entries);
}

export function sha256(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return `sha256:${hash.digest('hex')}`;
}
