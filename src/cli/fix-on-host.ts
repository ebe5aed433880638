import { checks } from '../checks/registry.ts';
import type { Plan } from '../config/plan.ts';
import { suggest } from '../config/suggest.ts';
import type { Collection } from '../engine/collect.ts';
import { exitCodes } from '../engine/exit-code.ts';
import type { FixPlan } from '../findings/fix.ts';
import type { Judgement } from '../findings/judgement.ts';
import { fixPlanOf, narrowed } from '../fix/fix-plan.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { judgeHost } from './judge-host.ts';
import { planAndLook, type PlannedLook } from './plan-and-look.ts';
import type { Target } from './plan-request.ts';

type Planned = Extract<PlannedLook, { ok: true }>;

/** Judges as init or join do; prints what would mend it, or with --apply does it. Returns the exit code. */
export async function fixOnHost(target: Target, flags: FlagValues, context: Context): Promise<number> {
  const isApplied = flags.yes('apply') && !flags.yes('dry-run');
  if (isApplied) await refuseToApply(flags, context);
  const planned = await planAndLook(target, flags, context);
  if (!planned.ok) return planned.exitCode;
  const only = onlyOf(flags, planned.plan);
  const before = await judgeNow(planned, flags, context, planned.collection);
  const plan = fixPlanOf(narrowed(before, only));
  if (!isApplied) return print(plan, flags, context);
  const { applyFix } = await import('./apply-fix.ts');
  const judgeAgain = (): Promise<Judgement> => judgeNow(planned, flags, context);
  return applyFix({ plan, before, only, judgeAgain }, flags, context);
}

/** Said before anything is looked at, rather than after the first step. */
async function refuseToApply(flags: FlagValues, context: Context): Promise<void> {
  if (flags.text('output-file') !== undefined) {
    throw new UserError(
      '--apply tells what it does as it goes on, and takes no --output-file; --log FILE keeps it',
      exitCodes.usage,
    );
  }
  const { uid } = await context.host();
  if (uid !== 0) {
    throw new UserError(
      '--apply changes this host, and wants root',
      exitCodes.failure,
      'sudo kube-preflight fix --apply',
    );
  }
  if (!flags.yes('yes') && (await context.terminal?.()) === undefined) {
    throw new UserError(
      '--apply asks before each step, and there is no terminal to ask on; --yes runs them all',
      exitCodes.usage,
    );
  }
}

/** A misspelt name would end in a quiet "nothing to fix"; a check that passes may give no finding. */
function onlyOf(flags: FlagValues, plan: Plan): readonly string[] | undefined {
  const only = flags.list('only');
  const names = checks.flatMap((check) => check.names(plan));
  const isKnown = (name: string): boolean =>
    names.includes(name) || checks.some((check) => name.startsWith(`${check.name}-`));
  const wrong = only?.find((name) => !isKnown(name));
  if (wrong === undefined) return only;
  const near = suggest(wrong, names);
  throw new UserError(
    `--only: no check has the name ${JSON.stringify(wrong)}${near === undefined ? '' : `; did you mean ${near}?`}`,
    exitCodes.usage,
  );
}

function judgeNow(
  { plan, cluster }: Planned,
  flags: FlagValues,
  context: Context,
  collection?: Promise<Collection>,
): Promise<Judgement> {
  return judgeHost(
    {
      command: plan.phase,
      plan,
      started: performance.now(),
      ...(cluster === undefined ? {} : { cluster }),
      ...(collection === undefined ? {} : { collection }),
    },
    flags,
    context,
  );
}

async function print(plan: FixPlan, flags: FlagValues, context: Context): Promise<number> {
  if (flags.text('output') === 'json') {
    const { escapeJson } = await import('../report/escape.ts');
    context.stdout.write(`${escapeJson(JSON.stringify(plan, null, 2))}\n`);
    return plan.exitCode;
  }
  const { fixScript, fixSummary } = await import('../report/fix-script.ts');
  context.stdout.write(fixScript(plan));
  context.stderr.write(fixSummary(plan));
  return plan.exitCode;
}
