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
