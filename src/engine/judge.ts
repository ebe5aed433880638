import { kubeadmChecksOf } from '../catalog/kubeadm-checks.ts';
import type { Check, CheckInput, Reason } from '../checks/check.ts';
import { isCustomName } from '../checks/custom/custom-name.ts';
import { kubeadmReleaseOf } from '../checks/kubeadm-release.ts';
import { type Finding, groups, type ToldFinding } from '../findings/finding.ts';
import { applyIgnores, type Ignores, ignoresOf } from './ignores.ts';
import { foldNotRunning } from './fold-not-running.ts';
import { checksFor } from './needed-probes.ts';
import { tell } from './tell.ts';
import { findUnknownIgnores, unknownIgnoreReason } from './unknown-ignores.ts';

/** Words for a check that threw: a bug of this program, told as could-not-tell. */
export const crashedReason: Reason = {
  code: 'check.crashed',
  means: 'The check itself failed: a bug in kube-preflight. The other checks are not touched.',
  words({ check, error }) {
    return {
      says: `the check ${String(check)} failed: a bug in kube-preflight, not a fault of this host`,
      have: String(error),
      remedies: [{ what: 'please report it, with the line above' }],
    };
  },
};

/**
 * Runs the checks of the plan's role, gives their findings words, applies ignores, sorts.
 * @param ignores absent: those of the plan
 */
export function judge(
  checks: readonly Check[],
  input: CheckInput,
  ignores: Ignores = ignoresOf(input.plan.ignorePreflightErrors),
): readonly ToldFinding[] {
  const applied = checksFor(checks, input.plan, input.stance);
  const judged = foldNotRunning(
    ofPolicy(
      applied.flatMap((check) => judgeOne(check, input)),
      input,
    ),
    applied,
    input,
  );
  // kubeadm takes unknown names in silence.
  const unknownNames =
    input.stance.policy === 'kubeadm'
      ? []
      : findUnknownIgnores(checks, ignores, input.plan).map((finding) =>
          tell(finding, [unknownIgnoreReason]),
        );
  const findings = [...judged, ...unknownNames].map((finding) => applyIgnores(finding, ignores));
  // kubeadm looks at nothing else for an ordinary user; only its own policy makes this a failure.
  const gate = findings.find(({ check, verdict }) => check === 'IsPrivilegedUser' && verdict === 'fail');
  if (gate !== undefined) return [gate];
  return input.stance.policy === 'kubeadm' ? findings : findings.toSorted(inOrder);
}

/** Policy `kubeadm`: the findings whose names its release prints in this phase, in its order. */
function ofPolicy(findings: readonly ToldFinding[], { plan, stance }: CheckInput): readonly ToldFinding[] {
  if (stance.policy !== 'kubeadm') return findings;
  const listed = kubeadmChecksOf(plan, kubeadmReleaseOf(plan, stance)).flatMap(({ name }) =>
    findings.filter(({ check }) => check === name),
  );
  return [...listed, ...findings.filter(({ check }) => isCustomName(check))];
}

function judgeOne(check: Check, input: CheckInput): readonly ToldFinding[] {
  try {
    return check.judge(input).map((finding) => tell(finding, check.reasons));
  } catch (error) {
    const args = { check: check.name, error: String(error) };
    const { name, group } = check;
    const finding: Finding = {
      check: name,
      code: crashedReason.code,
      verdict: 'unknown',
      group,
      subject: name,
      args,
      evidence: [],
      neededBy: [],
    };
    return [tell(finding, [crashedReason])];
  }
}

/** The order of a report: by group, then name, then subject. */
export function inOrder(a: ToldFinding, b: ToldFinding): number {
  const byGroup = groups.indexOf(a.group) - groups.indexOf(b.group);
  return byGroup || compare(a.check, b.check) || compare(a.subject, b.subject);
}

/** By code unit: the same order on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
