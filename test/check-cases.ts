import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Document, isCollection, isScalar, visit } from 'yaml';
import type { Check, CheckInput, Stance } from '../src/checks/check.ts';
import type { Plan } from '../src/config/plan.ts';
import { judge } from '../src/engine/judge.ts';
import type { ToldFinding } from '../src/findings/finding.ts';
import type { Facts } from '../src/probes/facts.ts';
import { factsOf } from './builders/facts.ts';
import { planOf } from './builders/plan.ts';

/** One literal situation and what the check must say of it. */
export interface CheckCase {
  readonly name: string;
  readonly plan?: Plan;
  readonly facts?: Facts;
  readonly stance?: Partial<Stance>;
  /** `verdict code check`, all of them, in order; the check's own name may be left out. */
  readonly says: readonly string[];
}

/**
 * The cases of one check, in `test/cases/<check>.ts`. `test/checks.test.ts` holds that every check has
 * one that passes, one that fails or warns, and, if it looks at the host, one that could not tell.
 */
export interface CheckCases {
  readonly check: Check;
  readonly cases: readonly CheckCase[];
}

export const usualStance: Stance = {
  policy: 'mode-aware',
  hostTools: 'required',
  kubeProxy: 'pod',
  strict: false,
  readOnly: false,
};

export function inputOf({ plan, facts, stance }: Omit<CheckCase, 'name' | 'says'>): CheckInput {
  return { plan: plan ?? planOf(), facts: facts ?? factsOf(), stance: { ...usualStance, ...stance } };
}

/** The told findings of one check in one situation. */
export function findingsOf(
  check: Check,
  situation: Omit<CheckCase, 'name' | 'says'>,
): readonly ToldFinding[] {
  return judge([check], inputOf(situation));
}

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
  return Object.fromEntries(told.filter(([, findings]) => findings.length > 0));
}

/** As YAML, with a line for each part of a finding. */
function written(said: unknown): string {
  const document = new Document(said, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      const isPart = isScalar(key) && ['args', 'neededBy', 'evidence', 'cause'].includes(String(key.value));
      if (isPart && isCollection(value)) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/**
 * Runs the cases of one check: their verdicts stand in the table itself, and all the rest of what is said
 * in `test/cases/said/<check>.yaml`, where a changed word is seen in review (`vitest run -u` records it).
 */
export function runCases(table: CheckCases): void {
  const { check, cases } = table;
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
