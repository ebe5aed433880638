// The schema of what `kube-preflight facts` writes, made from the types: as it is published, and as the program reads it.
import { createGenerator } from 'ts-json-schema-generator';
import type { Schema } from '../src/snapshot/shape.ts';

/** The generator's node, as far as it is looked into here. */
type Node = Readonly<Record<string, unknown>>;

const published = {
  $id: 'urn:kube-preflight:schema:facts:v1',
  title: 'kube-preflight facts',
};

/** For docs/schema/facts-v1.json. */
export function factsJsonSchema(): object {
  const schema = named(generated());
  return { $schema: schema['$schema'], ...published, ...schema };
}

/** For src/snapshot/facts-schema.ts: without descriptions. */
export function factsShapeModule(): string {
  const schema = without(factsJsonSchema());
  return [
    '/* oxlint-disable max-lines -- a table */',
    "import type { Schema } from './shape.ts';",
    '',
    '/** Made from the types of a facts document by `npm run docs`; docs/schema/facts-v1.json is the same with words. */',
    `export const factsSchema: Schema = ${JSON.stringify(schema)};`,
    '',
  ].join('\n');
}

function generated(): Node {
  const generator = createGenerator({
    path: 'src/snapshot/facts-document.ts',
    tsconfig: 'tsconfig.json',
    type: 'FactsDocument',
    expose: 'all',
    topRef: false,
    jsDoc: 'extended',
    additionalProperties: true,
    // tsc has checked them; this compiler is an older one.
    skipTypeCheck: true,
  });
  return { ...generator.createSchema('FactsDocument') };
}

/** Types without a name are named after their places in files, which is nobody's business: they get numbers. */
export function named(schema: Node): Node {
  const definitions = objectOf(schema['definitions']);
  const names = new Map<string, string>();
  for (const name of Object.keys(definitions).toSorted()) {
    const plain = name.replaceAll(/(?:def-)?(?:interface|structure|alias|class)-[\d-]+/gu, 'Unnamed');
    const base = plain.replaceAll(/[^\w]+/gu, '_').replaceAll(/^_|_$/gu, '');
    const taken = [...names.values()].filter(
      (other) => other === base || other.startsWith(`${base}__`),
    ).length;
    names.set(name, taken === 0 ? base : `${base}__${taken + 1}`);
  }
  const renamed = Object.fromEntries(
    Object.entries(definitions)
      .map(([name, node]) => [names.get(name) ?? name, node] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return objectOf(withRefs({ ...schema, definitions: renamed }, names));
}

function withRefs(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withRefs(one, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (key !== '$ref' || typeof one !== 'string') return [key, withRefs(one, names)];
      const name = decodeURIComponent(one.slice('#/definitions/'.length));
      return [key, `#/definitions/${names.get(name) ?? name}`];
    }),
  );
}

/** What decides nothing here; the length of a tuple is that of its list. */
const words = new Set(['$schema', '$id', 'title', 'description', 'minItems', 'maxItems']);

function without(schema: object): Schema {
  const { definitions = {}, ...rest } = objectOf(schema);
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(strip);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([key]) => !words.has(key));
    return Object.fromEntries(
      entries.map(([key, one]) => [key, key === 'properties' ? perName(one, strip) : strip(one)]),
    );
  };
  return objectOf({ ...objectOf(strip(rest)), definitions: perName(definitions, strip) });
}

/** Names of properties and types may be any word. */
function perName(value: unknown, strip: (node: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(objectOf(value)).map(([name, node]) => [name, strip(node)]));
}

function objectOf(value: unknown): Node {
  if (typeof value !== 'object' || value === null) throw new Error('the generator made something else');
  return Object.fromEntries(Object.entries(value));
}
