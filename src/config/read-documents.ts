import * as yaml from 'yaml';
import type { CniSaying } from './cni/cni-saying.ts';
import { cniSaying } from './cni/cni-sayings.ts';
import { checkDocument } from './check-document.ts';
import type { ConfigDocument, Documents } from './config-document.ts';
import type { ConfigIo } from './config-io.ts';
import { gatherFiles } from './gather-files.ts';
import { groups, kubeadmGroup, type Kind } from './groups.ts';
import { identifyDocument } from './identify-document.ts';
import { newBudget, parseYaml, type Budget } from './parse-yaml.ts';
import { describeOrigin } from './origin.ts';
import { addError, fileOrigin, isFull, type Problems } from './problems.ts';
import { schemaOf } from './schemas/registry.ts';
import type { Source } from './source.ts';
import { isBlank, splitDocuments, type Chunk } from './split-documents.ts';
import { treeAt, type Tree } from './tree.ts';
import { safeText } from './excerpt.ts';

export interface ReadDocuments {
  readonly documents: Documents;
  /** What documents of network plugins among them say. */
  readonly cni: readonly CniSaying[];
}

/** Every document of every file, by kind. What is wrong with them goes to the problems, all at once. */
export async function readDocuments(
  files: readonly string[],
  io: ConfigIo,
  problems: Problems,
): Promise<ReadDocuments> {
  const documents = new Map<Kind, ConfigDocument>();
  const cni: CniSaying[] = [];
  for (const gathered of await gatherFiles(files, io)) {
    problems.files.push(gathered.file);
    if ('error' in gathered) {
      problems.errors.push(gathered.error);
      continue;
    }
    const { source } = gathered;
    problems.sources.set(source.file, source);
    const parts = partsOf(source, problems);
    const said = parts.flatMap(({ tree }) => (tree && cniSaying(source, tree)) ?? []);
    cni.push(...said);
    // The manifest of a plugin is not meant for kubeadm: what else stands in it is none of its business.
    if (said.length > 0 && !parts.some(({ tree }) => isKubeadms(tree))) continue;
    for (const document of identified(source, parts, problems)) register(document, documents, problems);
  }
  return { documents, cni };
}

export function documentsOf(source: Source, problems: Problems): readonly ConfigDocument[] {
  return identified(source, partsOf(source, problems), problems);
}

/** What an object of a network plugin in the cluster says. */
export function cniIn(source: Source, problems: Problems): readonly CniSaying[] {
  return partsOf(source, problems).flatMap(({ tree }) => (tree && cniSaying(source, tree)) ?? []);
}

/** A part between separators; without a tree where it is blank. */
interface Part {
  readonly chunk: Chunk;
  readonly tree?: Tree;
}

/** The parts that can be read. */
function partsOf(source: Source, problems: Problems): readonly Part[] {
  if (isBlank(source.text.replaceAll(/^---[ \t\r]*(?:#.*)?$/gm, ''))) {
    problems.errors.push({
      code: 'config.empty-file',
      message: 'the file holds no configuration',
      file: source.file,
    });
    return [];
  }
  const budget = newBudget();
  const parts: Part[] = [];
  for (const chunk of splitDocuments(source)) {
    // A file that is too large or too deep is told once.
    if (budget.lexemes < 0 || isFull(problems)) break;
    const part = partOf(source, chunk, budget, problems);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

function partOf(source: Source, chunk: Chunk, budget: Budget, problems: Problems): Part | undefined {
  if (chunk.badSeparator !== undefined) {
    addError(
      problems,
      { source, offset: chunk.badSeparator, field: '' },
      {
        code: 'config.separator',
        message: 'only a comment may follow `---` on its line, or kubeadm refuses the file',
        suggestion: 'a line break after ---',
      },
    );
    return undefined;
  }
  if (isBlank(source.text.slice(chunk.start, chunk.end))) return { chunk };
  const tree = parseYaml(yaml, source, chunk, budget, problems);
  return tree && { chunk, tree };
}

/** It is of a group that kubeadm reads. */
function isKubeadms(tree: Tree | undefined): boolean {
  const version = treeAt(tree, ['apiVersion']);
  const group = version?.kind === 'scalar' ? version.written.split('/')[0] : undefined;
  return groups.some(({ name }) => name === group);
}

function identified(source: Source, parts: readonly Part[], problems: Problems): readonly ConfigDocument[] {
  return parts.flatMap((part) => (isFull(problems) ? [] : (documentOf(source, part, problems) ?? [])));
}

function documentOf(source: Source, { chunk, tree }: Part, problems: Problems): ConfigDocument | undefined {
  if (tree === undefined) {
    // kubeadm looks for a kind in every part between separators, also in one that holds only a comment
    // (SplitConfigDocuments in cmd/kubeadm/app/util/marshal.go, YAMLReader in apimachinery).
    addError(
      problems,
      { source, offset: chunk.start, field: '' },
      {
        code: 'config.empty-document',
        message: 'this document is empty; kubeadm demands apiVersion and kind in every document',
        suggestion: 'one `---` less; a comment may stand below it',
      },
    );
    return undefined;
  }
  const document = identifyDocument(source, tree, problems);
  if (document === undefined) return undefined;
  const schema = schemaOf(`${document.group}/${document.version}`, document.kind);
  if (schema !== undefined) checkDocument(document, schema, problems);
  else if (document.group === kubeadmGroup) refuseVersion(document, problems);
  return document;
}

/** A version of kubeadm's own group that no schema is known for. */
function refuseVersion(document: ConfigDocument, problems: Problems): void {
  const { source, version, kind } = document;
  const isOld = /^v1(?:alpha\d+|beta[12])$/.test(version);
  const isPlaceholder = version === 'v1';
  const isKnown = version === 'v1beta3';
  const shown = safeText(version, 20);
  const found = `${document.group}/${shown}`;
  let message = `kubeadm knows no version ${shown} of its configuration`;
  if (isOld) message = `${version} is an old API spec; no supported kubeadm reads it`;
  if (isPlaceholder) message = 'kubeadm 1.37 reserves v1 but cannot use it yet';
  if (isKnown) message = `${version} has no ${kind}`;
  addError(
    problems,
    { source, offset: isKnown ? document.kindOffset : document.versionOffset, field: 'apiVersion' },
    {
      code:
        isOld || isPlaceholder
          ? 'config.refused-version'
          : isKnown
            ? 'config.unknown-kind'
            : 'config.unknown-version',
      message,
      found,
      allowed: ['kubeadm.k8s.io/v1beta4', ...(isKnown ? [] : ['kubeadm.k8s.io/v1beta3 (up to 1.36)'])],
      ...(isOld
        ? { suggestion: 'kubeadm config migrate of a release that still reads it, such as 1.30' }
        : {}),
    },
  );
}

function register(document: ConfigDocument, documents: Map<Kind, ConfigDocument>, problems: Problems): void {
  const first = documents.get(document.kind);
  if (first === undefined) {
    documents.set(document.kind, document);
    return;
  }
  const firstOrigin = fileOrigin({ source: first.source, offset: first.kindOffset, field: 'kind' });
  addError(
    problems,
    { source: document.source, offset: document.kindOffset, field: 'kind' },
    {
      code: 'config.kind-twice',
      message: `${document.kind} is given twice; it stands at ${describeOrigin(firstOrigin)} too`,
      suggestion: 'one of the two removed, also when their versions differ',
    },
  );
}
