import type { ToldFinding } from '../findings/finding.ts';
import type { FixPlan, FixReason, FixStep, LeftToYou, Symptom } from '../findings/fix.ts';
import type { Judgement } from '../findings/judgement.ts';
import { ordered } from './order-steps.ts';
import { mergeSteps, type Wanted } from './merge-steps.ts';
import { shellOf } from './step-commands.ts';

/** What mends the findings of a judgement, each thing once; and what is left to a person. */
export function fixPlanOf(judgement: Judgement): FixPlan {
  const { tool, command, subject, findings } = judgement;
  const amiss = findings.filter(isAmiss);
  const causes = new Set(amiss.map(({ check }) => check));
  const isSymptom = (finding: ToldFinding): boolean =>
    finding.cause !== undefined && finding.cause.check !== finding.check && causes.has(finding.cause.check);
  const roots = amiss.filter((finding) => !isSymptom(finding));
  const wanted = roots.flatMap(wantedBy);
  const steps = ordered(mergeSteps(wanted));
  const left = roots.flatMap((finding) => leftOf(finding, steps));
  return {
    schema: 'kube-preflight/fix/v1',
    tool,
    command,
    subject,
    functions: [...new Set(wanted.flatMap(({ shell }) => shell.functions))],
    steps,
    left,
    symptoms: amiss.filter(isSymptom).map(symptomOf),
    unknown: findings.filter(({ verdict }) => verdict === 'unknown').length,
    exitCode: amiss.length === 0 ? 0 : 1,
  };
}

/** Of a judgement, what these checks say; undefined: all of it. */
export function narrowed(judgement: Judgement, only: readonly string[] | undefined): Judgement {
  if (only === undefined) return judgement;
  return { ...judgement, findings: judgement.findings.filter(({ check }) => only.includes(check)) };
}

/** It fails or warns, and nobody has said to ignore it. */
export function isAmiss({ verdict, ignoredBy }: ToldFinding): boolean {
  return (verdict === 'fail' || verdict === 'warn') && ignoredBy === undefined;
}

export function reasonOf({ check, code, subject, verdict, says, need, have }: ToldFinding): FixReason {
  return {
    check,
    code,
    subject,
    verdict: verdict === 'fail' ? 'fail' : 'warn',
    says,
    ...(need === undefined ? {} : { need }),
    ...(have === undefined ? {} : { have }),
  };
}

function wantedBy(finding: ToldFinding): readonly Wanted[] {
  const reason = reasonOf(finding);
  return (finding.remedies ?? []).flatMap(({ steps = [] }) =>
    steps.flatMap((step) => {
      const shell = shellOf(step);
      return shell === undefined ? [] : [{ step, shell, reason }];
    }),
  );
}

/** The remedies of which no step could be made. */
function leftOf(finding: ToldFinding, steps: readonly FixStep[]): readonly LeftToYou[] {
  const remedies = (finding.remedies ?? []).filter(({ steps: own = [] }) =>
    own.every((step) => shellOf(step) === undefined),
  );
  const besides = steps.some(({ mends }) =>
    mends.some(({ check, subject }) => check === finding.check && subject === finding.subject),
  );
  return remedies.length === 0 && besides ? [] : [{ reason: reasonOf(finding), remedies, besides }];
}

function symptomOf({ check, says, cause }: ToldFinding): Symptom {
  return { check, says, causedBy: cause?.check ?? '' };
}
