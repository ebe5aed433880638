import * as yaml from 'yaml';
import type { ConfigIo } from '../config-io.ts';
import { gatherFiles } from '../gather-files.ts';
import { newBudget, parseYaml } from '../parse-yaml.ts';
import { addError, type Problems } from '../problems.ts';
import type { Source } from '../source.ts';
import { isBlank, splitDocuments } from '../split-documents.ts';
import { identifyOwn, type OwnDocument, type OwnKind } from './own-document.ts';

/** Every document of these files, which must be of one kind of this program's own. */
export async function readOwnFiles(
  files: readonly string[],
  kind: OwnKind,
  io: ConfigIo,
  problems: Problems,
): Promise<readonly OwnDocument[]> {
  const documents: OwnDocument[] = [];
  for (const gathered of await gatherFiles(files, io)) {
    problems.files.push(gathered.file);
    if ('error' in gathered) {
      problems.errors.push(gathered.error);
      continue;
    }
    problems.sources.set(gathered.source.file, gathered.source);
    documents.push(...documentsOf(gathered.source, kind, problems));
  }
  return documents;
}

function documentsOf(source: Source, kind: OwnKind, problems: Problems): readonly OwnDocument[] {
  const budget = newBudget();
  const chunks = splitDocuments(source).filter(({ start, end }) => !isBlank(source.text.slice(start, end)));
  if (chunks.length === 0) {
    addError(
      problems,
      { source, offset: 0, field: '' },
      { code: 'config.empty-file', message: `the file holds no ${kind}` },
    );
  }
  return chunks.flatMap((chunk) => {
    if (budget.lexemes < 0) return [];
    const tree = parseYaml(yaml, source, chunk, budget, problems);
    const document = tree && identifyOwn(source, tree, kind, problems);
    return document === undefined ? [] : [document];
  });
}
