import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Field {
  readonly required: boolean;
  readonly type: string;
}

const models = fileURLToPath(
  new URL('../../node_modules/@kubernetes/client-node/dist/gen/models', import.meta.url),
);

/** Kinds that the manifests use, and the model of the Kubernetes API (release 1.36) of each. */
const modelOf: Readonly<Record<string, string>> = {
  'v1 Namespace': 'V1Namespace',
  'apps/v1 DaemonSet': 'V1DaemonSet',
  'batch/v1 Job': 'V1Job',
  'rbac.authorization.k8s.io/v1 Role': 'V1Role',
  'rbac.authorization.k8s.io/v1 ClusterRole': 'V1ClusterRole',
};

/** What the API would not take in an object: fields that it does not know or misses, values of another type. */
export function problemsOf(object: unknown): readonly string[] {
  if (!isRecord(object)) return ['is no object'];
  const kind = `${String(object['apiVersion'])} ${String(object['kind'])}`;
  const model = modelOf[kind];
  return model === undefined ? [`${kind} is not known here`] : problemsIn(object, model, '');
}

function problemsIn(value: unknown, type: string, path: string): readonly string[] {
  const list = /^(?:Array|Set)<(?<item>.+)>$/u.exec(type)?.groups?.['item'];
  const map = /^\{\s*\[key: string\]: (?<item>.+?);?\s*\}$/u.exec(type)?.groups?.['item'];
  if (list !== undefined) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => problemsIn(item, list, `${path}[${String(index)}]`));
  }
  if (map !== undefined) {
    if (!isRecord(value)) return [`${path} is no map`];
    return Object.entries(value).flatMap(([key, item]) => problemsIn(item, map, `${path}.${key}`));
  }
  const types = type === 'IntOrString' ? ['number', 'string'] : [type];
  if (types.some((one) => ['string', 'number', 'boolean'].includes(one)))
    return types.includes(typeof value) ? [] : [`${path} is no ${type}`];
  return problemsInModel(value, type, path);
}

function problemsInModel(value: unknown, model: string, path: string): readonly string[] {
  if (!isRecord(value)) return [`${path} is no object`];
  const fields = fieldsOf(model);
  const missing = [...fields].filter(([name, { required }]) => required && !(name in value));
  return [
    ...missing.map(([name]) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const field = fields.get(name);
      return field === undefined
        ? [`${path}.${name} is unknown`]
        : problemsIn(item, field.type, `${path}.${name}`);
    }),
  ];
}

/** The declaration of a model, which is made from the OpenAPI document of Kubernetes. */
function fieldsOf(model: string): ReadonlyMap<string, Field> {
  const file = `${models}/${model}.d.ts`;
  if (!existsSync(file)) throw new Error(`no model ${model}`);
  const declared = readFileSync(file, 'utf8').matchAll(
    /^ {4}'(?<name>[^']+)'(?<optional>\?)?: (?<type>(?:\{[^}]*\}|[^;{])+);$/gmu,
  );
  return new Map(
    [...declared].map(({ groups }) => [
      groups?.['name'] ?? '',
      { required: groups?.['optional'] === undefined, type: groups?.['type'] ?? '' },
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
