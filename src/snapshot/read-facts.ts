import type { FactsDocument } from './facts-document.ts';

/** Why some bytes are no facts of a host. */
export interface FactsError {
  readonly code:
    | 'too-large'
    | 'too-deep'
    | 'not-utf8'
    | 'not-json'
    | 'no-facts'
    | 'other-version'
    | 'wrong-type'
    | 'wrong-hash';
  /** Path in the document: `/facts/tools/value/iptables`; '' for the whole. */
  readonly where: string;
  /** One line for people, without the path. What it cites of the document is cut and quoted. */
  readonly says: string;
}

export type ReadFacts =
  | { readonly ok: true; readonly document: FactsDocument }
  | { readonly ok: false; readonly error: FactsError };

/** Longer than this is not read at all. */
export const maxFactsBytes = 1024 * 1024;

/**
 * One facts document, from anybody: what is not one costs this document, and says why and where.
 * Its texts are data: whoever shows them escapes them.
 */
export function readFactsDocument(source: string | Uint8Array): ReadFacts {
  if (source.length > maxFactsBytes) {
    return refuse('too-large', '', `it is larger than ${maxFactsBytes} bytes`);
  }
  try {
    const text =
      typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
    const value: unknown = JSON.parse(text);
    if (!isDocument(value)) return refuse('no-facts', '/schema', 'it is no facts document');
    return { ok: true, document: value };
  } catch (error) {
    return refuse('not-json', '', String(error));
  }
}

function isDocument(value: unknown): value is FactsDocument {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return false;
  return value.schema === 'kube-preflight/facts/v1' && 'facts' in value && 'identity' in value;
}

function refuse(code: FactsError['code'], where: string, says: string): ReadFacts {
  return { ok: false, error: { code, where, says } };
}
