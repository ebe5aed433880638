import type { Policy, Stance } from '../checks/check.ts';
import { checks } from '../checks/registry.ts';
import type { ClusterSeen } from '../config/cluster-seen.ts';
import type { Plan, ProxyMode } from '../config/plan.ts';
import type { Collection } from '../engine/collect.ts';
import { judgeWaived } from '../engine/judge-waived.ts';
import { judgementOf } from '../engine/judgement.ts';
import { neededProbes } from '../engine/needed-probes.ts';
import { surveyOf } from '../engine/survey.ts';
import type { Judgement } from '../findings/judgement.ts';
import type { ProbeName } from '../probes/facts.ts';
import type { Survey } from '../probes/probe.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { kubeadmRelease } from './kubeadm-release.ts';
import { collectedOf } from './held-facts.ts';
import { collectFor } from './look-or-held.ts';
import { pullLine } from './pull-line.ts';

export interface Case {
  readonly command: string;
  readonly plan: Plan;
  readonly cluster?: ClusterSeen;
  /** A look that began while the cluster was waited for. */
  readonly collection?: Promise<Collection>;
  /** When the command began, in `performance.now()` milliseconds. */
  readonly started: number;
}

/** What a look at the host is to answer. */
export interface Look {
  readonly survey: Survey;
  readonly names: readonly ProbeName[];
  run(names: readonly ProbeName[]): Promise<Collection>;
}

/** What a look may be told beside plan and flags. */
export interface LookOptions {
  readonly modes?: readonly ProxyMode[] | undefined;
  readonly cluster?: ClusterSeen | undefined;
}

/** The look that the checks of this plan want. */
export function lookFor(
  plan: Plan,
  flags: FlagValues,
  context: Context,
  { modes, cluster }: LookOptions = {},
): Look {
  const stance = stanceOf(flags);
  const survey = surveyOf(plan, stance, {
    variant: variantOf(flags.text('variant')),
    ...(modes === undefined ? {} : { modes }),
    ...(cluster === undefined ? {} : { cluster }),
    onPull: (step) => context.stderr.write(pullLine(step)),
  });
  return {
    survey,
    names: neededProbes(checks, plan, stance),
    run: (names) => collectFor(context, names, survey),
  };
}

/** Looks at the host as far as the checks of this plan want it. */
export async function lookAtHost(
  plan: Plan,
  modes: readonly ProxyMode[] | undefined,
  flags: FlagValues,
  context: Context,
  cluster?: ClusterSeen,
): Promise<Collection> {
  const look = lookFor(plan, flags, context, { modes, cluster });
  return look.run(look.names);
}

export async function judgeHost(
  { command, plan, started, cluster, collection }: Case,
  flags: FlagValues,
  context: Context,
): Promise<Judgement> {
  const stance = stanceOf(flags);
  const { facts, timings } = await (collection ?? lookAtHost(plan, undefined, flags, context, cluster));
  const collected = collectedOf(context);
  const failOn = (['warn', 'unknown'] as const).filter((verdict) => flags.list('fail-on')?.includes(verdict));
  return judgementOf({
    command,
    version: context.version,
    plan,
    facts,
    stance,
    findings: judgeWaived(checks, { plan, facts, stance }, context.today()),
    failOn,
    ...(collected === undefined ? {} : { collected }),
    durationMs: performance.now() - started,
    timings,
  });
}

export function stanceOf(flags: FlagValues): Stance {
  const kubeadmVersion = flags.text('kubeadm-version');
  return {
    policy: policyOf(flags.text('policy')),
    hostTools: flags.text('host-tools') === 'advisory' ? 'advisory' : 'required',
    kubeProxy: flags.text('kube-proxy') === 'host' ? 'host' : 'pod',
    ...(kubeadmVersion === undefined ? {} : { kubeadmVersion: kubeadmRelease(kubeadmVersion) }),
    ...(flags.yes('pull-images') ? { pullImages: true } : {}),
    strict: flags.yes('strict'),
    readOnly: flags.yes('read-only'),
  };
}

function policyOf(name: string | undefined): Policy {
  const policies = ['mode-aware', 'either', 'documented', 'kubeadm'] as const satisfies readonly Policy[];
  return policies.find((policy) => policy === name) ?? 'mode-aware';
}

export function variantOf(name: string | undefined): Survey['variant'] {
  const variants = ['in-force', 'legacy', 'nft', 'both'] as const satisfies readonly Survey['variant'][];
  return variants.find((variant) => variant === name) ?? 'in-force';
}
