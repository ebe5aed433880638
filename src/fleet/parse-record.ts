import type { FactsDocument } from '../snapshot/facts-document.ts';
import { readFactsDocument } from '../snapshot/read-facts.ts';
import {
  asUnreachable,
  type UnreachableDocument,
  unreachableSchema,
} from '../snapshot/unreachable-document.ts';

/** What the bytes of one document turned out to be. */
export type Parsed =
  | { readonly kind: 'facts'; readonly document: FactsDocument }
  | { readonly kind: 'unreachable'; readonly document: UnreachableDocument }
  /** `host`: the name that stands in what can be read of it; '' if none does. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly host: string };

/** A document of an unreachable host is short. */
const longestStatus = 64 * 1024;
const longestSearch = 256 * 1024;

export function parseRecord(bytes: Uint8Array): Parsed {
  const status = bytes.length <= longestStatus ? statusOf(bytes) : undefined;
  if (status !== undefined) return { kind: 'unreachable', document: status };
  const read = readFactsDocument(bytes);
  if (read.ok) return { kind: 'facts', document: read.document };
  const { where, says } = read.error;
  return { kind: 'unreadable', why: `${where === '' ? 'it' : where} ${says}`, host: hostNameIn(bytes) };
}

function statusOf(bytes: Uint8Array): UnreachableDocument | undefined {
  const text = textOf(bytes);
  if (!text.includes(unreachableSchema)) return undefined;
  try {
    return asUnreachable(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Of a document that breaks off, the name is often there. Only what could be a host name is taken for one. */
function hostNameIn(bytes: Uint8Array): string {
  const text = textOf(bytes.subarray(0, longestSearch));
  return /"(?:hostName|nodeName)"\s*:\s*"([a-z0-9][a-z0-9.-]{0,252})"/iu.exec(text)?.[1] ?? '';
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
