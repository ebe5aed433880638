import type { Outcome } from './facts.ts';

/** A value of libnftables-json(5): a number, a word, a range, a prefix, or a list of these. */
export type Element = unknown;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The members of a set written in place, of a named one, or of flags; else the value itself. */
export function elementsOf(
  value: unknown,
  table: string,
  sets: ReadonlyMap<string, readonly unknown[]>,
): readonly Element[] {
  if (typeof value === 'string' && value.startsWith('@')) {
    return plain(sets.get(`${table} ${value.slice(1)}`) ?? []);
  }
  if (Array.isArray(value)) return plain(value);
  const set = record(value)?.['set'];
  if (Array.isArray(set)) return plain(set);
  return set === undefined ? plain([value]) : plain([set]);
}

/** Elements with a comment or a timeout are wrapped: `{ "elem": { "val": … } }`. */
function plain(list: readonly unknown[]): readonly Element[] {
  return list.map((one) => record(record(one)?.['elem'])?.['val'] ?? one);
}

export function rangesOf(values: readonly Element[]): readonly (readonly [number, number])[] {
  return values.flatMap((value): readonly (readonly [number, number])[] => {
    if (typeof value === 'number') return [[value, value]];
    const range = record(value)?.['range'];
    const [low, high]: readonly unknown[] = Array.isArray(range) ? range : [];
    return typeof low === 'number' && typeof high === 'number' ? [[low, high]] : [];
  });
}

export function wordsOf(values: readonly Element[]): readonly string[] {
  return values.map(text).filter((word) => word !== '');
}

/** What a statement does with the packet; undefined: nothing that ends its way. */
export function outcomeOf(statement: Record<string, unknown>, table: string): Outcome | undefined {
  if ('accept' in statement) return { kind: 'accept' };
  if ('drop' in statement || 'reject' in statement) return { kind: 'drop' };
  if ('return' in statement) return { kind: 'return' };
  for (const kind of ['jump', 'goto'] as const) {
    const target = record(statement[kind])?.['target'];
    if (typeof target === 'string') return { kind, chain: `${table} ${target}` };
  }
  const xt = record(statement['xt']);
  return xt?.['type'] === 'target' && xt['name'] === 'REJECT' ? { kind: 'drop' } : undefined;
}
