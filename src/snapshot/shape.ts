/** As much of JSON Schema as the schemas of this program use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: Literal;
  readonly enum?: readonly Literal[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

type Literal = string | number | boolean;

/** A schema, made ready for looking at many values. */
export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'literal'; readonly values: ReadonlySet<unknown> }
  | { readonly kind: 'array'; readonly items: () => Shape }
  | { readonly kind: 'tuple'; readonly items: readonly (() => Shape)[] }
  | { readonly kind: 'record'; readonly values: () => Shape }
  | {
      readonly kind: 'object';
      readonly properties: ReadonlyMap<string, () => Shape>;
      readonly required: readonly string[];
    }
  | { readonly kind: 'union'; readonly options: readonly (() => Shape)[]; readonly choose: () => Chooser };

/** Options that differ in the literal of one property: that one alone says which is meant. */
export type Chooser =
  | { readonly property: string; readonly byValue: ReadonlyMap<unknown, Shape> }
  | undefined;

export function shapeOf(schema: Schema): Shape {
  const named = new Map<string, Shape>();
  const make = (node: Schema): Shape => {
    if (node.$ref !== undefined) return resolve(node.$ref);
    if (node.const !== undefined) return { kind: 'literal', values: new Set([node.const]) };
    if (node.enum !== undefined) return { kind: 'literal', values: new Set(node.enum) };
    if (node.anyOf !== undefined) return unionOf(node.anyOf.map((one) => once(() => make(one))));
    if (node.type === 'array') return arrayOf(node, make);
    if (node.type === 'object') return objectOf(node, make);
    if (node.type === 'string' || node.type === 'number' || node.type === 'boolean')
      return { kind: node.type };
    return { kind: 'any' };
  };
  const resolve = (ref: string): Shape => {
    const name = decodeURIComponent(ref.slice(ref.lastIndexOf('/') + 1));
    const known = named.get(name) ?? make(schema.definitions?.[name] ?? {});
    named.set(name, known);
    return known;
  };
  return make(schema);
}

type Make = (node: Schema) => Shape;

function arrayOf({ items = {} }: Schema, make: Make): Shape {
  if (isList(items)) return { kind: 'tuple', items: items.map((one) => once(() => make(one))) };
  return { kind: 'array', items: once(() => make(items)) };
}

function isList(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items);
}

function objectOf({ properties, required = [], additionalProperties }: Schema, make: Make): Shape {
  if (properties === undefined && typeof additionalProperties === 'object') {
    return { kind: 'record', values: once(() => make(additionalProperties)) };
  }
  const entries = Object.entries(properties ?? {}).map(
    ([name, node]) => [name, once(() => make(node))] as const,
  );
  return { kind: 'object', properties: new Map(entries), required };
}

function unionOf(options: readonly (() => Shape)[]): Shape {
  return {
    kind: 'union',
    options,
    choose: once(() => chooserOf(options.flatMap((option) => flattened(option())))),
  };
}

/** Options of options stand beside them. */
function flattened(shape: Shape): readonly Shape[] {
  return shape.kind === 'union' ? shape.options.flatMap((option) => flattened(option())) : [shape];
}

function chooserOf(options: readonly Shape[]): Chooser {
  const [first] = options;
  if (first?.kind !== 'object') return undefined;
  for (const property of first.properties.keys()) {
    const byValue = new Map<unknown, Shape>();
    const isTold = options.every((option) => addLiterals(option, property, byValue));
    if (isTold) return { property, byValue };
  }
  return undefined;
}

function addLiterals(option: Shape, property: string, byValue: Map<unknown, Shape>): boolean {
  if (option.kind !== 'object' || !option.required.includes(property)) return false;
  const literal = option.properties.get(property)?.();
  if (literal === undefined) return false;
  const literals = flattened(literal).map((one) => (one.kind === 'literal' ? [...one.values] : undefined));
  for (const values of literals) {
    if (values === undefined || values.some((value) => byValue.has(value))) return false;
    for (const value of values) byValue.set(value, option);
  }
  return true;
}

/** Made when it is first looked at: types may hold themselves. */
function once<T extends object | undefined>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
