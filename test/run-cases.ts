import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Document, isCollection, isScalar, visit } from 'yaml';
import type { ToldFinding } from '../src/findings/finding.ts';
import { type CheckCase, type CheckCases, findingsOf, inputOf } from './check-cases.ts';
import { holdPromises } from './check-promises.ts';

const short = (finding: ToldFinding, own: string): string =>
  [finding.verdict, finding.code, finding.check === own ? '' : finding.check].join(' ').trim();

/** All that a reader gets to see in the situations, each text where it is said first. */
function saidIn({ check, cases }: CheckCases): unknown {
  const known = new Set<string>();
  const newIn = (situation: CheckCase) =>
    findingsOf(check, situation).flatMap(({ verdict, check: name, code, says, need, have, ...rest }) => {
      const text = JSON.stringify([verdict, name, code, says, need, have, rest]);
      if (known.has(text)) return [];
      known.add(text);
      return [{ [`${verdict} ${name} ${code}`]: JSON.parse(JSON.stringify({ says, need, have, ...rest })) }];
    });
  const told = cases.map((situation) => [situation.name, newIn(situation)] as const);
  return {
    names: namesIn({ check, cases }),
    'asks for': askedIn({ check, cases }),
    ...Object.fromEntries(told.filter(([, findings]) => findings.length > 0)),
  };
}

/** The wire names in all situations. */
function namesIn({ check, cases }: CheckCases): readonly string[] {
  const names = cases.flatMap((situation) => check.names(inputOf(situation).plan));
  return [...new Set([...check.names(), ...names])];
}

/** The probes, each set of them with the situation that asks for it first. */
function askedIn({ check, cases }: CheckCases): Readonly<Record<string, readonly string[]>> {
  const situations = cases.map((situation) => {
    const { plan, stance } = inputOf(situation);
    return [situation.name, check.needs(plan, stance)] as const;
  });
  const isFirst = ([, needs]: (typeof situations)[number], index: number) =>
    situations.findIndex(([, other]) => other.join() === needs.join()) === index;
  return Object.fromEntries(situations.filter(isFirst));
}

/** Written on one line. */
const flat = new Set(['names', 'args', 'neededBy', 'evidence', 'cause']);

function written(said: unknown): string {
  const document = new Document(said, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && flat.has(String(key.value)) && isCollection(value)) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/**
 * Runs the cases of one check: their verdicts stand in the table itself, and all the rest of what is said
 * in `test/cases/said/<check>.yaml`, where a changed word is seen in review (`vitest run THE-CHECK --update` records it).
 */
export function runCases(table: CheckCases): void {
  const { check, cases } = table;
  holdPromises(table);
  describe(`${check.name} judges`, () => {
    it.each(cases)('$name', (situation) => {
      const findings = findingsOf(check, situation);
      expect(findings.map((finding) => short(finding, check.name))).toEqual(situation.says);
    });

    it('in the words that are recorded', async () => {
      const file = fileURLToPath(new URL(`cases/said/${check.name}.yaml`, import.meta.url));
      await expect(written(saidIn(table))).toMatchFileSnapshot(file);
    });
  });
}
