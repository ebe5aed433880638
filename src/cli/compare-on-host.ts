import { checks } from '../checks/registry.ts';
import { describeOrigin } from '../config/origin.ts';
import { type Plan, proxyModes } from '../config/plan.ts';
import { compareModes, planForMode } from '../engine/compare-modes.ts';
import { judgeWaived } from '../engine/judge-waived.ts';
import { sideEffectsOf, subjectOf } from '../engine/judgement.ts';
import type { ModeComparison } from '../findings/mode-comparison.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { lookAtHost, stanceOf } from './judge-host.ts';
import { collectedOf } from './held-facts.ts';

/** Looks once, for all modes at the same time, and judges the same facts under each mode's plan. */
export async function compareOnHost(
  plan: Plan,
  started: number,
  flags: FlagValues,
  context: Context,
): Promise<ModeComparison> {
  const stance = stanceOf(flags);
  const asked = plan.proxyMode.value === 'none' ? planForMode(plan, 'nftables') : plan;
  const { facts } = await lookAtHost(asked, proxyModes, flags, context);
  const judged = new Map(
    proxyModes.map((mode) => [
      mode,
      judgeWaived(checks, { plan: planForMode(plan, mode), facts, stance }, context.today()),
    ]),
  );
  const { modes, recommended, reasons, timeline } = compareModes(plan, judged);
  return {
    schema: 'kube-preflight/modes/v1',
    tool: { name: 'kube-preflight', version: context.version },
    subject: subjectOf(plan, facts, collectedOf(context)),
    present: { mode: plan.proxyMode.value, origin: describeOrigin(plan.proxyMode.origin) },
    modes,
    recommended,
    reasons,
    timeline,
    sideEffects: sideEffectsOf(facts),
    durationMs: performance.now() - started,
  };
}
