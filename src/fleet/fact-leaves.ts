import type { Fact } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
import { foldedLeaves, foldedProbes } from './folded-facts.ts';
import { isIgnored } from './ignored-facts.ts';

/** One thing that can be compared between nodes: `tools.nft`, `sound 1.0.6`. */
export type Leaf = readonly [path: string, text: string];

const deepest = 8;
const mostLeaves = 4000;
const longestText = 200;
const longestPath = 160;

/** By these, entries of a list are told apart; a list of others is one value. */
const keys = [
  'mode',
  'family',
  'variant',
  'name',
  'type',
  'unit',
  'file',
  'path',
  'port',
  'protocol',
] as const;

/**
 * The facts of a node that say how it was made: what names the one machine, what the clock or the load of the
 * moment decides, and where something was read, is left out (`ignored-facts.ts`). A fact that was not told
 * is one value, by its cause.
 */
export function factLeaves(facts: Facts): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const [probe, fact] of Object.entries(facts)) {
    if (isIgnored(probe)) continue;
    leaves.push([probe, toldOf(fact)]);
    if (!fact.known || foldedProbes.has(probe)) continue;
    collect(fact.value, probe, 0, leaves);
  }
  leaves.push(...foldedLeaves(facts));
  return leaves.slice(0, mostLeaves).map(([path, text]) => [cut(path, longestPath), cut(text, longestText)]);
}

function toldOf(fact: Fact<unknown>): string {
  return fact.known ? 'told' : `not told: ${fact.cause.code}`;
}

function collect(value: unknown, path: string, depth: number, leaves: Leaf[]): void {
  if (leaves.length > mostLeaves || depth > deepest || isIgnored(path)) return;
  if (typeof value !== 'object' || value === null) {
    leaves.push([path, String(value)]);
    return;
  }
  if (Array.isArray(value)) {
    collectList(value, path, depth, leaves);
    return;
  }
  for (const [key, child] of Object.entries(value)) collect(child, `${path}.${key}`, depth + 1, leaves);
}

function collectList(list: readonly unknown[], path: string, depth: number, leaves: Leaf[]): void {
  const named = list.map((entry) => ({ key: keyOf(entry), entry }));
  if (named.length === 0 || named.some(({ key }) => key === '')) {
    leaves.push([path, list.length === 0 ? 'none' : list.map(shortText).join(', ')]);
    return;
  }
  // Which there are is one value: a node that has some where the others have none differs in it.
  leaves.push([path, named.map(({ key }) => key).join(', ')]);
  const seen = new Map<string, number>();
  for (const { key, entry } of named) {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    collect(entry, `${path}[${count === 1 ? key : `${key} #${count}`}]`, depth + 1, leaves);
  }
}

function keyOf(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return '';
  const own: Readonly<Record<string, unknown>> = { ...entry };
  const words = keys
    .map((key) => own[key])
    .filter((word) => typeof word === 'string' || typeof word === 'number');
  return words.join(' ');
}

function shortText(entry: unknown): string {
  return typeof entry === 'string' ? entry : cut(JSON.stringify(entry), longestText);
}

/** What was cut counts, too: the end of a long text is its length and a sum over it. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let sum = 0;
  for (let at = most; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) >>> 0;
  return `${text.slice(0, most)}… (${text.length} characters, ${sum.toString(36)})`;
}
