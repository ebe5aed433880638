import type { Asked } from '../probes/asked.ts';
import type { Facts, ProbeName } from '../probes/facts.ts';
import { unknown } from '../probes/fact.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import type { FactsDocument, NodeIdentity } from './facts-document.ts';
import { factsSchema } from './facts-schema.ts';
import { fitted, type Misfit, misfitOf } from './fit.ts';
import { lightenFacts } from './lighten-facts.ts';
import { redactAll, withoutEnvironment } from './redact-facts.ts';
import { type Shape, shapeOf } from './shape.ts';

/** A document is no longer than this, whatever the host. */
export const maxDocumentBytes = 256 * 1024;

/** No text that a check reads is as long. */
const longestText = 8192;

export interface Collected {
  /** Of this program. */
  readonly version: string;
  readonly collectedAt: Date;
  readonly identity: NodeIdentity;
  readonly asked: Asked;
  readonly facts: Facts;
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * The facts as one line of JSON: what the schema names and nothing else, without what looks like a secret,
 * no longer than `maxDocumentBytes`, closed by its hash.
 */
export function makeFactsDocument(collected: Collected): string {
  const { facts, truncated } = lightenFacts(withoutEnvironment(collected.facts));
  const whole: Content = {
    schema: 'kube-preflight/facts/v1',
    tool: { name: 'kube-preflight', version: collected.version },
    collectedAt: collected.collectedAt.toISOString(),
    identity: collected.identity,
    asked: collected.asked,
    facts,
    timings: collected.timings,
    truncated,
  };
  const text = bounded(whole, shapeOf(factsSchema));
  return `${text.slice(0, -1)},"hash":"${sha256(text)}"}`;
}

type Content = Omit<FactsDocument, 'hash'>;

/** Leaves out the largest facts, one by one, until the document is short enough: they are then unknown. */
function bounded(content: Content, shape: Shape): string {
  let left = content;
  for (;;) {
    const text = canonicalJson(cleaned(left, shape)) ?? '';
    // Beside the content stands the hash.
    if (Buffer.byteLength(text) + 100 <= maxDocumentBytes) return text;
    const largest = largestFact(left.facts);
    if (largest === undefined) throw new Error('the document is too large without any facts');
    left = withoutFact(left, largest);
  }
}

/** What the schema names and nothing else, without what looks like a secret. */
function cleaned(content: Content, shape: Shape): object {
  const plain: unknown = JSON.parse(JSON.stringify({ ...content, hash: '' }));
  const misfit = misfitOf(plain, shape, { extra: false });
  if (misfit !== undefined) return cleaned(withoutMisfit(content, misfit), shape);
  const whole = objectOf(fitted(plain, shape));
  const { hash: _hash, identity, ...rest } = whole;
  // Names and numbers of a known form, which a host may not be robbed of.
  return objectOf(shortened({ ...objectOf(redactAll(rest)), identity }));
}

/** A probe that gives another type than it says is a defect of this program: it costs that one fact. */
function withoutMisfit(content: Content, { where, says }: Misfit): Content {
  const name = /^\/facts\/(\w+)\//u.exec(where)?.[1] ?? '';
  if (!isProbeName(name, content.facts) || content.facts[name]?.known !== true)
    throw new Error(`the document ${where} ${says}`);
  const why = unknown('failed', `a defect of kube-preflight: ${where} ${says}`);
  return { ...content, facts: { ...content.facts, [name]: why } };
}

function isProbeName(name: string, facts: Facts): name is ProbeName {
  return Object.hasOwn(facts, name);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

interface Largest {
  readonly name: ProbeName;
  readonly kib: number;
}

function largestFact(facts: Facts): Largest | undefined {
  return Object.keys(facts)
    .filter((name) => isProbeName(name, facts))
    .filter((name) => facts[name]?.known === true)
    .map((name) => ({ name, kib: Math.ceil(Buffer.byteLength(JSON.stringify(facts[name])) / 1024) }))
    .toSorted((a, b) => b.kib - a.kib)[0];
}

function withoutFact(document: Content, { name, kib }: Largest): Content {
  const why = unknown(
    'not-collected',
    `${name} was left out: with its ${kib} KiB the facts would be larger than ${maxDocumentBytes / 1024} KiB`,
  );
  return {
    ...document,
    facts: { ...document.facts, [name]: why },
    truncated: [...document.truncated, `facts.${name}: all of ${kib} KiB`],
  };
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shortened);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one)]));
}
