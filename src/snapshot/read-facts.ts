import { canonicalJson, sha256 } from './canonical-json.ts';
import type { FactsDocument } from './facts-document.ts';
import { factsSchema } from './facts-schema.ts';
import { fitted, type Met, misfitOf } from './fit.ts';
import { shapeOf } from './shape.ts';

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
 * Texts in one document; facts of a full 256 KiB hold 40,000. The hashes of strings in the executable are no secret
 * (decision 8): so many names made to collide cost a second, and ten times as many would cost minutes.
 */
export const maxFactsTexts = 65_536;

const schemaName = 'kube-preflight/facts/v1';
const anySchema = /^kube-preflight\/facts\/v\d+$/u;
const shape = shapeOf(factsSchema);

/**
 * One facts document, from anybody: what is not one costs this document, and says why and where.
 * Its texts are data: whoever shows them escapes them. What a later release added is left out.
 */
export function readFactsDocument(source: string | Uint8Array): ReadFacts {
  // A character of a string is at least one byte.
  if (source.length > maxFactsBytes) {
    return refuse('too-large', '', `is larger than ${maxFactsBytes / 1024} KiB`);
  }
  const text = typeof source === 'string' ? source : decoded(source);
  if (text === undefined) return refuse('not-utf8', '', 'is not UTF-8');
  if (holdsMoreTexts(text, maxFactsTexts)) {
    return refuse('too-large', '', `holds more than ${maxFactsTexts} texts`);
  }
  const parsed = parse(text);
  if (!parsed.ok) return refuse('not-json', '', parsed.says);
  return readValue(parsed.value, text);
}

function readValue(value: unknown, text: string): ReadFacts {
  const stranger = strangerIn(value);
  if (stranger !== undefined) return { ok: false, error: stranger };
  const met: Met = { extra: false };
  const misfit = misfitOf(value, shape, met);
  if (misfit !== undefined) return refuse('wrong-type', misfit.where, misfit.says);
  const document = met.extra ? fitted(value, shape) : value;
  if (!isDocument(document)) return refuse('no-facts', '', 'is no facts document');
  if (Number.isNaN(Date.parse(document.collectedAt))) {
    return refuse('wrong-type', '/collectedAt', `is no time: ${cited(document.collectedAt)}`);
  }
  const hash = hashOf(value, text, document.hash);
  if (hash === undefined) return refuse('too-deep', '', 'is nested too deep');
  if (hash !== document.hash) {
    return refuse(
      'wrong-hash',
      '/hash',
      'is not the hash of the content: the copy is damaged, or was edited',
    );
  }
  return { ok: true, document };
}

/** Counted by their quotes; one within a text counts half. */
function holdsMoreTexts(text: string, most: number): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1 && quotes <= 2 * most; at = text.indexOf('"', at + 1))
    quotes += 1;
  return quotes > 2 * most;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly says: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (text.trim() === '') return { ok: false, says: 'is empty' };
    const message = error instanceof Error ? error.message : '';
    // The message cites the text as it is; only its kind is taken.
    const isTorn = /end of JSON|Unterminated/u.test(message);
    return { ok: false, says: isTorn ? 'ends in the middle of its JSON' : 'is not JSON' };
  }
}

/** Something else than facts, or facts of another release. */
function strangerIn(value: unknown): FactsError | undefined {
  const isObject = typeof value === 'object' && value !== null && 'schema' in value;
  const schema = isObject ? value.schema : undefined;
  if (schema === schemaName) return undefined;
  if (typeof schema !== 'string') {
    return {
      code: 'no-facts',
      where: '/schema',
      says: 'does not say that these are facts of kube-preflight',
    };
  }
  if (!anySchema.test(schema)) {
    return { code: 'no-facts', where: '/schema', says: `is ${cited(schema)}, and not ${schemaName}` };
  }
  const says = `is ${cited(schema)}, of a later kube-preflight; this one reads ${schemaName}`;
  return { code: 'other-version', where: '/schema', says };
}

/** As the writer leaves it: everything in the order of its keys, then the hash. */
const tailLength = ',"hash":"sha256:'.length + 64 + '"}'.length;

/** undefined: it cannot be made. */
function hashOf(value: unknown, text: string, claimed: string): string | undefined {
  const body = text.trimEnd();
  if (body.slice(-tailLength) === `,"hash":${JSON.stringify(claimed)}}`) {
    const hash = sha256(body.slice(0, -tailLength), '}');
    if (hash === claimed) return hash;
  }
  // Set in other blanks or another order it is the same document.
  const { hash: _hash, ...content } = { ...objectOf(value) };
  const canonical = canonicalJson(content);
  return canonical === undefined ? undefined : sha256(canonical);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** The shape has been looked at: it is made from this very type. */
function isDocument(value: unknown): value is FactsDocument {
  return typeof value === 'object' && value !== null;
}

function cited(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

function refuse(code: FactsError['code'], where: string, says: string): ReadFacts {
  return { ok: false, error: { code, where, says } };
}
