import fc from 'fast-check';
import { checks } from '../../src/checks/registry.ts';
import { factsFor } from '../../src/engine/facts-for.ts';
import { judge } from '../../src/engine/judge.ts';
import { neededProbes } from '../../src/engine/needed-probes.ts';
import { surveyOf } from '../../src/engine/survey.ts';
import { readFactsDocument } from '../../src/snapshot/read-facts.ts';
import { collectedWith, documentText } from '../builders/facts-document.ts';
import { documentText as sealed } from '../builders/fleet.ts';
import { planOf } from '../builders/plan.ts';
import { usualStance } from '../check-cases.ts';
import type { FactsDocument } from '../../src/snapshot/facts-document.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, changedJson, nastyText, replacedAt } from './mutations.ts';

const text = documentText();
const whole: unknown = JSON.parse(text);

function expectRefusalInWords(source: string): void {
  const read = readFactsDocument(source);
  if (read.ok) return;
  const { says, where } = read.error;
  demand(says !== '' && says.length < 400, () => `says: ${says}`);
  demand(where === '' || where.startsWith('/'), () => `where: ${where}`);
}

/** Another value of the same kind, so that the document still fits its schema. */
function likeness(value: unknown, put: string, number: number): unknown {
  if (typeof value === 'string') return put;
  if (typeof value === 'number') return number;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return number % 2 === 0 ? [] : [...value, ...value];
  return {};
}

function partAt(value: unknown, at: number): unknown {
  const marker = {};
  let found: unknown;
  const parts: unknown[] = [];
  const walk = (part: unknown): void => {
    parts.push(part);
    if (typeof part === 'object' && part !== null) for (const one of Object.values(part)) walk(one);
  };
  walk(value);
  found = parts[at % parts.length] ?? marker;
  return found;
}

const number = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -1, 0.5, 2 ** 31, 2 ** 53, 8.64e15 + 1, 1e21, 1e308),
);

/** Documents that fit the schema, of which some parts are another host's, or nobody's. */
const forged: fc.Arbitrary<FactsDocument | undefined> = fc
  .array(fc.tuple(fc.nat(100_000), nastyText, number), { minLength: 1, maxLength: 6 })
  .map((changes) => {
    const made = changes.reduce(
      (left: unknown, [at, put, count]) => replacedAt(left, at, likeness(partAt(left, at), put, count)),
      whole,
    );
    if (!isDocument(made)) return undefined;
    const read = readFactsDocument(sealed(made));
    return read.ok ? read.document : undefined;
  });

function isDocument(value: unknown): value is FactsDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'facts' in value;
}

const modes = ['iptables', 'nftables', 'ipvs'] as const;

export const factsProperties: readonly FuzzProperty[] = [
  holds(
    'a changed copy is read or refused, in words and in time',
    40,
    fc.asyncProperty(changed(text), (source) => inTime(() => expectRefusalInWords(source))),
  ),
  holds(
    'any other JSON in the place of any part is read or refused',
    40,
    fc.asyncProperty(changedJson(whole), (value) =>
      inTime(() => {
        expectRefusalInWords(JSON.stringify(value));
        if (isDocument(value)) expectRefusalInWords(sealed(value));
      }),
    ),
  ),
  holds(
    'any bytes are read or refused',
    60,
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      demand(!readFactsDocument(bytes).ok, () => 'noise was read as facts');
    }),
  ),
  holds(
    'facts that fit the schema are judged, whatever stands in them',
    60,
    fc.asyncProperty(forged, fc.constantFrom(...modes), (document, mode) =>
      inTime(() => {
        if (document === undefined) return;
        const plan = planOf({ mode });
        const survey = surveyOf(plan, usualStance);
        const names = neededProbes(checks, plan, usualStance);
        const facts = factsFor({ asked: document.asked, facts: document.facts }, survey, names);
        const crashed = judge(checks, { plan, facts, stance: usualStance }).filter(
          ({ code }) => code === 'check.crashed',
        );
        demand(crashed.length === 0, () => JSON.stringify(crashed));
      }),
    ),
  ),
  holds(
    'what is written is read back, and is written again the same',
    30,
    fc.property(fc.array(nastyText, { maxLength: 5 }), nastyText, nastyText, (macs, hostName, version) => {
      const { identity } = collectedWith();
      const own = collectedWith({ version, identity: { ...identity, hostName, macs } });
      const read = readFactsDocument(documentText(own));
      demand(read.ok, () => JSON.stringify(read));
      if (!read.ok) return;
      demand(JSON.stringify(read.document) === documentText(own), () => 'the copy differs');
      const again = documentText({
        ...own,
        ...read.document,
        version: read.document.tool.version,
        collectedAt: new Date(read.document.collectedAt),
      });
      demand(again === documentText(own), () => 'written again it differs');
    }),
  ),
];
