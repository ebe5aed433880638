/** Members of what an API server sent, which may be anything: by client-node's models, or as JSON. */

export function memberOf(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Object.getOwnPropertyDescriptor(at, name)?.value;
  }
  return at;
}

export function textOf(value: unknown, ...path: readonly string[]): string {
  const found = memberOf(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = memberOf(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Milliseconds since 1970; the models hold a Date, JSON a text. */
export function timeOf(value: unknown, ...path: readonly string[]): number | undefined {
  const found = memberOf(value, ...path);
  const ms = found instanceof Date ? found.getTime() : Date.parse(typeof found === 'string' ? found : '');
  return Number.isNaN(ms) ? undefined : ms;
}
