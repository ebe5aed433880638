/**
 * What whoever collects facts writes in place of a facts document for a host that gave none: a host that did
 * not answer, or one on which the collection failed. `fleet report` takes it beside facts documents.
 */
export interface UnreachableDocument {
  readonly schema: 'kube-preflight/unreachable/v1';
  /** As the inventory names it. */
  readonly host: string;
  /** One line for people: `ssh: connect to host node-7 port 22: Connection timed out`. */
  readonly why: string;
  /** `failed`: it was reached, and gave no facts. Default: unreachable. */
  readonly status?: 'unreachable' | 'failed';
  /** When it was tried, ISO 8601. */
  readonly at?: string;
}

export const unreachableSchema = 'kube-preflight/unreachable/v1';

const longestHost = 253;
const longestWhy = 1000;

/** The document, cut to what a report shows; undefined where the value is none. */
export function asUnreachable(value: unknown): UnreachableDocument | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('schema' in value) || value.schema !== unreachableSchema) return undefined;
  const host = 'host' in value && typeof value.host === 'string' ? value.host.trim() : '';
  if (host === '' || host.length > longestHost) return undefined;
  const why = 'why' in value && typeof value.why === 'string' ? value.why.slice(0, longestWhy) : '';
  const at = 'at' in value && typeof value.at === 'string' ? value.at.slice(0, 40) : undefined;
  return {
    schema: unreachableSchema,
    host,
    why,
    ...('status' in value && value.status === 'failed' ? { status: 'failed' } : {}),
    ...(at === undefined ? {} : { at }),
  };
}
