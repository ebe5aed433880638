import type { Shape } from './shape.ts';

/** Where a value is not what it must be. */
export interface Misfit {
  /** `/facts/tools/value`; '' for the whole. */
  readonly where: string;
  readonly says: string;
}

/** What was met on the way. */
export interface Met {
  /** Something that the shape does not name: of a later release, or of nobody. */
  extra: boolean;
}

/** undefined: the value is of this shape. What the shape does not name may be there. */
export function misfitOf(value: unknown, shape: Shape, met: Met): Misfit | undefined {
  switch (shape.kind) {
    case 'any':
      return undefined;
    case 'literal':
      return shape.values.has(value) ? undefined : notOneOf(value, shape.values);
    case 'array':
      return misfitOfList(value, shape.items(), met);
    case 'tuple':
      return misfitOfTuple(value, shape.items, met);
    case 'record':
      return misfitOfRecord(value, shape.values(), met);
    case 'object':
      return misfitOfObject(value, shape, met);
    case 'union':
      return misfitOfUnion(value, shape, met);
    default:
      if (typeof value === shape.kind && (typeof value !== 'number' || Number.isFinite(value)))
        return undefined;
      return { where: '', says: `is ${nameOf(value)}, not a ${shape.kind}` };
  }
}

function misfitOfList(value: unknown, items: Shape, met: Met): Misfit | undefined {
  if (!Array.isArray(value)) return { where: '', says: `is ${nameOf(value)}, not a list` };
  for (let index = 0; index < value.length; index += 1) {
    const misfit = misfitOf(value[index], items, met);
    if (misfit !== undefined) return below(String(index), misfit);
  }
  return undefined;
}

function misfitOfTuple(value: unknown, items: readonly (() => Shape)[], met: Met): Misfit | undefined {
  if (!Array.isArray(value) || value.length !== items.length) {
    return { where: '', says: `is ${nameOf(value)}, not a list of ${items.length}` };
  }
  for (const [index, item] of items.entries()) {
    const misfit = misfitOf(value[index], item(), met);
    if (misfit !== undefined) return below(String(index), misfit);
  }
  return undefined;
}

function misfitOfRecord(value: unknown, values: Shape, met: Met): Misfit | undefined {
  if (!isObject(value)) return { where: '', says: `is ${nameOf(value)}, not an object` };
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return { where: '/__proto__', says: 'is a name that nothing has' };
    const misfit = misfitOf(value[key], values, met);
    if (misfit !== undefined) return below(key, misfit);
  }
  return undefined;
}

function misfitOfObject(
  value: unknown,
  { properties, required }: Extract<Shape, { kind: 'object' }>,
  met: Met,
): Misfit | undefined {
  if (!isObject(value)) return { where: '', says: `is ${nameOf(value)}, not an object` };
  for (const key of Object.keys(value)) {
    const property = properties.get(key);
    if (property === undefined) met.extra = true;
    else {
      const misfit = misfitOf(value[key], property(), met);
      if (misfit !== undefined) return below(key, misfit);
    }
  }
  const missing = required.find((key) => !Object.hasOwn(value, key));
  return missing === undefined ? undefined : { where: `/${missing}`, says: 'is missing' };
}

function misfitOfUnion(
  value: unknown,
  { options, choose }: Extract<Shape, { kind: 'union' }>,
  met: Met,
): Misfit | undefined {
  const chooser = choose();
  if (chooser === undefined) {
    const isOne = options.some((option) => misfitOf(value, option(), met) === undefined);
    return isOne ? undefined : { where: '', says: `is ${nameOf(value)}, and none of what it may be` };
  }
  if (!isObject(value)) return { where: '', says: `is ${nameOf(value)}, not an object` };
  const { property, byValue } = chooser;
  const told = value[property];
  const option = byValue.get(told);
  return option === undefined
    ? below(property, notOneOf(told, new Set(byValue.keys())))
    : misfitOf(value, option, met);
}

/** A copy with nothing in it that the shape does not name. The value must be of the shape. */
export function fitted(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'array':
      return Array.isArray(value) ? value.map((one: unknown) => fitted(one, shape.items())) : value;
    case 'record':
      return isObject(value) ? mapped(value, () => shape.values()) : value;
    case 'object':
      return isObject(value) ? mapped(value, (key) => shape.properties.get(key)?.()) : value;
    case 'union': {
      const option = optionFor(value, shape);
      return option === undefined ? value : fitted(value, option);
    }
    default:
      return value;
  }
}

function mapped(
  value: Readonly<Record<string, unknown>>,
  shapeAt: (key: string) => Shape | undefined,
): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const shape = shapeAt(key);
      return shape === undefined || one === undefined ? [] : [[key, fitted(one, shape)]];
    }),
  );
}

function optionFor(
  value: unknown,
  { options, choose }: Extract<Shape, { kind: 'union' }>,
): Shape | undefined {
  const chooser = choose();
  if (chooser !== undefined && isObject(value)) return chooser.byValue.get(value[chooser.property]);
  return options
    .map((option) => option())
    .find((option) => misfitOf(value, option, { extra: false }) === undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below(key: string, { where, says }: Misfit): Misfit {
  // RFC 6901; a name of somebody else's may be long.
  const step = key.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
  return { where: `/${step}${where}`, says };
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'undefined' ? 'missing' : `a ${typeof value}`.replace('a object', 'an object');
}

function notOneOf(value: unknown, values: ReadonlySet<unknown>): Misfit {
  const given = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : nameOf(value);
  const allowed = [...values].slice(0, 12).map(String).join(', ');
  return { where: '', says: `is ${given}, not one of ${allowed}` };
}
