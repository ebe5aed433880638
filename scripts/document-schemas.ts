// The schemas of the documents that the commands print with `-o json`, made from their types.
import { createGenerator, type SchemaGenerator } from 'ts-json-schema-generator';
import { named } from './facts-schema.ts';

/** `kube-preflight/NAME/v1`, and its type. docs/json.md says which command prints it. */
interface DocumentType {
  readonly name: string;
  readonly type: string;
}

const files = 'src/{findings/*,config/config-error,snapshot/unreachable-document}.ts';

export const documentTypes: readonly DocumentType[] = [
  { name: 'checks', type: 'CheckList' },
  { name: 'config-errors', type: 'ConfigErrorDocument' },
  { name: 'explanation', type: 'Explanation' },
  { name: 'fix', type: 'FixPlan' },
  { name: 'fix-outcome', type: 'FixOutcome' },
  { name: 'fleet', type: 'FleetReport' },
  { name: 'hint', type: 'HintReport' },
  { name: 'hint-change', type: 'HintChange' },
  { name: 'kubeadm-args', type: 'KubeadmArgs' },
  { name: 'logs', type: 'LogSummary' },
  { name: 'modes', type: 'ModeComparison' },
  { name: 'requirements', type: 'RequirementList' },
  { name: 'requirements-diff', type: 'RequirementDiff' },
  { name: 'unreachable', type: 'UnreachableDocument' },
];

/** The path of each published schema, and its text. */
export function documentSchemas(): readonly { readonly path: string; readonly text: string }[] {
  const generator = makeGenerator();
  return documentTypes.map((document) => ({
    path: `docs/schema/${document.name}-v1.json`,
    text: `${JSON.stringify(schemaOf(document, generator), null, 2)}\n`,
  }));
}

/** Closed: a field that is printed and not published is a defect of this program. */
function makeGenerator(): SchemaGenerator {
  return createGenerator({
    path: files,
    tsconfig: 'tsconfig.json',
    expose: 'all',
    topRef: false,
    jsDoc: 'extended',
    additionalProperties: false,
    // tsc has checked them; this compiler is an older one.
    skipTypeCheck: true,
  });
}

function schemaOf({ name, type }: DocumentType, generator: SchemaGenerator): object {
  const schema = named({ ...generator.createSchema(type) });
  const head = { $id: `urn:kube-preflight:schema:${name}:v1`, title: `kube-preflight ${name}` };
  return { $schema: schema['$schema'], ...head, ...schema };
}
