import { isAtLeast } from '../catalog/release.ts';
import type { Check, Stance } from '../checks/check.ts';
import type { ClusterSeen } from '../config/cluster-seen.ts';
import { type Plan, type ProxyMode, proxyModes } from '../config/plan.ts';
import { compareModes, planForMode } from '../engine/compare-modes.ts';
import { factsFor } from '../engine/facts-for.ts';
import { judgeWaived } from '../engine/judge-waived.ts';
import { neededProbes } from '../engine/needed-probes.ts';
import { type SurveyOptions, surveyOf } from '../engine/survey.ts';
import type { ToldFinding } from '../findings/finding.ts';
import type { Readiness } from '../findings/fleet-report.ts';
import type { ModeVerdict } from '../findings/mode-comparison.ts';
import type { FactsDocument } from '../snapshot/facts-document.ts';

/** How every node of a fleet is judged. */
export interface Judging {
  readonly checks: readonly Check[];
  readonly stance: Stance;
  readonly variant: NonNullable<SurveyOptions['variant']>;
  /** `2026-11-23`: waivers expire by it. */
  readonly today: string;
}

export interface JudgedMode {
  readonly mode: ProxyMode;
  readonly readiness: Readiness;
  /** Failures, or unknowns where nothing fails. */
  readonly because: readonly ToldFinding[];
}

export interface JudgedNode {
  readonly findings: readonly ToldFinding[];
  readonly modes: readonly JudgedMode[];
  /** nftables at the release in which it becomes the default. */
  readonly atDefault: JudgedMode;
}

/** nftables becomes the default in this release (KEP-5343). */
export const defaultRelease = 'v1.40.0';

export interface NodeCase {
  readonly document: FactsDocument;
  readonly plan: Plan;
  readonly cluster?: ClusterSeen;
}

/** One node for the plan, for every mode, and for the new default. */
export function judgeNode(node: NodeCase, judging: Judging): JudgedNode {
  const { plan } = node;
  const { checks, stance, today } = judging;
  const facts = answers(node, plan, judging);
  const modes = judgeModes(node, plan, judging);
  const isThere = isAtLeast(plan.kubernetesVersion.value, '1.40');
  const [own] = modes;
  const later: Plan = {
    ...plan,
    kubernetesVersion: {
      value: defaultRelease,
      origin: { kind: 'default', release: 'v1.40', planned: true },
    },
  };
  const atDefault = isThere ? own : judgeModes(node, later, judging, ['nftables'])[0];
  return {
    findings: judgeWaived(checks, { plan, facts, stance }, today),
    modes,
    atDefault: atDefault ?? { mode: 'nftables', readiness: 'unknown', because: [] },
  };
}

/** What these facts answer, as `init --facts` has it. */
function answers(
  { document, cluster }: NodeCase,
  plan: Plan,
  { checks, stance, variant }: Judging,
  modes?: readonly ProxyMode[],
) {
  const survey = surveyOf(plan, stance, {
    variant,
    ...(modes === undefined ? {} : { modes }),
    ...(cluster === undefined ? {} : { cluster }),
  });
  return factsFor(document, survey, neededProbes(checks, plan, stance));
}

/** Groups of the checks that speak of a mode; `compareModes` looks at no other. */
const modeGroups: ReadonlySet<string> = new Set(['proxy', 'tools', 'kernel', 'state']);

/**
 * Whether a mode would work is a matter of function, whatever the policy for host tools says: two of the
 * policies do not ask.
 */
function functional(stance: Stance): Stance {
  const asks = stance.policy === 'mode-aware' || stance.policy === 'either';
  return asks ? stance : { ...stance, policy: 'mode-aware' };
}

function judgeModes(
  node: NodeCase,
  plan: Plan,
  judging: Judging,
  modes: readonly ProxyMode[] = proxyModes,
): readonly JudgedMode[] {
  const stance = functional(judging.stance);
  // Custom checks stand in any group.
  const checks = judging.checks.filter(({ group, name }) => modeGroups.has(group) || name === 'Custom');
  const asked = plan.proxyMode.value === 'none' ? planForMode(plan, 'nftables') : plan;
  const facts = answers(node, asked, { ...judging, checks, stance }, modes);
  const judged = new Map(
    modes.map((mode) => [
      mode,
      judgeWaived(checks, { plan: planForMode(plan, mode), facts, stance }, judging.today),
    ]),
  );
  const { modes: compared } = compareModes(plan, judged);
  return modes.flatMap((mode) => {
    const verdict = compared.find((one) => one.mode === mode);
    return verdict === undefined ? [] : [judgedMode(mode, verdict)];
  });
}

function judgedMode(mode: ProxyMode, { readiness, blockers }: ModeVerdict): JudgedMode {
  const failures = blockers.filter(({ verdict }) => verdict === 'fail');
  return {
    mode,
    readiness: readiness === 'could-not-tell' ? 'unknown' : readiness,
    because: failures.length > 0 ? failures : blockers,
  };
}
