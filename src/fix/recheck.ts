import type { ToldFinding } from '../findings/finding.ts';
import type { FixReason, FixStep, Recheck } from '../findings/fix.ts';
import type { Judgement } from '../findings/judgement.ts';
import { isAmiss, reasonOf } from './fix-plan.ts';

interface Judgements {
  readonly before: Judgement;
  readonly after: Judgement;
  /** Steps that are still to come: what they mend may still be amiss. */
  readonly later: readonly FixStep[];
}

/**
 * What the checks say after a step: of each finding it was to mend, and of what fails that did not before.
 * One that fails no more and only warns has become better; a step may mend the half of it.
 */
export function recheck(step: FixStep, { before, after, later }: Judgements): readonly Recheck[] {
  const due = step.mends.filter(
    (reason) => !later.some(({ mends }) => mends.some((one) => isOf(one, reason))),
  );
  const own = due.map((reason) => recheckOne(reason, after));
  const wasAmiss = before.findings.filter(isAmiss);
  const fresh = after.findings
    .filter((finding) => isAmiss(finding) && finding.verdict === 'fail')
    .filter((finding) => !wasAmiss.some((one) => isOf(one, finding)))
    .map(({ check, subject, says }): Recheck => ({ check, subject, verdict: 'new', says }));
  return [...own, ...fresh];
}

function recheckOne(reason: FixReason, { findings }: Judgement): Recheck {
  const { check, subject } = reason;
  const own = findings.filter((finding) => isOf(finding, reason));
  const worst = own.find(({ verdict }) => verdict === 'fail') ?? own.find(isAmiss) ?? own[0];
  const told = (verdict: Recheck['verdict'], says: string): Recheck => ({ check, subject, verdict, says });
  if (worst === undefined) return told('pass', 'nothing is amiss any more');
  // What can no more be judged has not been shown to pass.
  if (worst.verdict === 'unknown') return told('same', worst.says);
  if (!isAmiss(worst)) return told('pass', worst.says);
  const isBetter = worst.verdict === 'warn' && reason.verdict === 'fail';
  return told(isBetter ? 'better' : 'same', worst.says);
}

/** A surprise: what was to be mended is not, or something else has broken. */
export function surpriseIn(rechecks: readonly Recheck[]): Recheck | undefined {
  return rechecks.find(({ verdict }) => verdict === 'same' || verdict === 'new');
}

export function stillAmiss({ findings }: Judgement): readonly FixReason[] {
  return findings.filter(isAmiss).map(reasonOf);
}

/** By name and subject: after a step the reason may be another. */
function isOf(
  one: Pick<ToldFinding, 'check' | 'subject'>,
  other: Pick<ToldFinding, 'check' | 'subject'>,
): boolean {
  return one.check === other.check && one.subject === other.subject;
}
