import { type UnreachableDocument, unreachableSchema } from '../../snapshot/unreachable-document.ts';

/** What stands in place of the facts of a node that gave none; `fleet report` shows it with its reason. */
export function missedLine(
  host: string,
  { status, why }: { readonly status: 'unreachable' | 'failed'; readonly why: string },
  at: Date,
): string {
  const document: UnreachableDocument = {
    schema: unreachableSchema,
    host,
    why,
    status,
    at: at.toISOString(),
  };
  return JSON.stringify(document);
}
