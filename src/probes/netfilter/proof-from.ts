import type { Feature } from '../../catalog/features/feature.ts';
import { featuresOf } from '../../catalog/features/features-of.ts';
import { nfacctFeature } from '../../catalog/features/iptables.ts';
import type { Host } from '../../host/host.ts';
import { known, unknown, type Unknown } from '../fact.ts';
import type { FeatureFact, ModuleFact, ProofFact } from './facts.ts';
import type { ModuleEvidence } from './module-evidence.ts';
import type { Outcome } from './prove.ts';
import type { ScratchTools } from './scratch.ts';
import { modulesOf, staticFeature } from './static-features.ts';
import type { ToolPaths } from './tool-paths.ts';

export interface Context {
  readonly host: Host;
  readonly paths: ToolPaths;
  /** undefined: nothing may or can be loaded; `whyStatic` says why. */
  readonly tools: ScratchTools | undefined;
  readonly whyStatic?: Unknown;
  readonly evidence: ModuleEvidence;
  readonly scheduler: string;
}

type About = Pick<ProofFact, 'mode' | 'family' | 'variant'>;

/** The facts of a proof by rules; what no tool could try is told from disk and /proc. */
export async function proofFrom(
  context: Context,
  about: About,
  outcome: Outcome,
  more: readonly FeatureFact[] = [],
  lack?: string,
): Promise<ProofFact> {
  if (!outcome.told) return fallback(context, about, outcome.cause);
  const told = [...outcome.features, ...more];
  const all = featuresOf(about.mode, context.scheduler);
  const untried = all.filter(({ id }) => id !== nfacctFeature && told.every(({ feature }) => feature !== id));
  const doubtful = all.filter(({ id }) =>
    told.some(({ feature, state }) => feature === id && state !== 'works'),
  );
  const modules = await explain(context, about, [...untried, ...doubtful]);
  const rest = untried.map((feature) => withLack(staticFor(feature, about, modules), lack));
  const features = [...told.map((fact) => settle(fact, all, about, modules)), ...rest];
  return { ...about, by: 'rules', proof: known({ features, modules, commands: outcome.commands }) };
}

/** Nothing was loaded: what disk and /proc tell, and why no more. */
export async function staticProof(context: Context, about: About, lack?: string): Promise<ProofFact> {
  const cause: Unknown = context.whyStatic ?? {
    code: 'not-found',
    detail: lack ?? 'no tool to load rules with',
  };
  return fallback(context, about, cause);
}

/** A namespace that is refused, or a tool that hangs, leaves the evidence on disk. */
async function fallback(context: Context, about: About, cause: Unknown): Promise<ProofFact> {
  // The look of nft and iptables at themselves is no matter of the kernel.
  const features = featuresOf(about.mode, context.scheduler).filter(hasModules);
  const modules = await explain(context, about, features);
  const ofImage = context.host.image !== undefined;
  const facts = features.map((feature) => staticFor(feature, about, modules, ofImage));
  if (facts.every(({ state }) => state === 'unknown') && modules.every(({ state }) => state === 'unknown')) {
    return { ...about, by: 'static', whyStatic: cause, proof: unknown(cause.code, cause.detail) };
  }
  return {
    ...about,
    by: 'static',
    whyStatic: cause,
    proof: known({ features: facts, modules, commands: [] }),
  };
}

function hasModules(feature: Feature): boolean {
  return feature.id !== nfacctFeature && feature.modules.ipv4.length > 0;
}

async function explain(
  context: Context,
  about: About,
  features: readonly Feature[],
): Promise<readonly ModuleFact[]> {
  const needs = features
    .flatMap((feature) => feature.modules[about.family])
    .filter((need) => need.variant === undefined || need.variant === about.variant);
  return needs.length === 0 ? [] : context.evidence.factsFor(needs);
}

function staticFor(
  feature: Feature,
  { family, variant }: About,
  modules: readonly ModuleFact[],
  ofImage = false,
): FeatureFact {
  return staticFeature(feature, modulesOf(feature, family, modules, variant), ofImage);
}

function withLack(fact: FeatureFact, lack: string | undefined): FeatureFact {
  if (lack === undefined || fact.state !== 'unknown') return fact;
  return { ...fact, detail: [lack, fact.detail].filter((part) => part !== undefined).join('; ') };
}

/**
 * Settles what the tool's words leave open. `unknown option` is the kernel's lack when the module is
 * nowhere, and the tool's fault when the kernel has it; a tool that never asked the kernel leaves the
 * question to the modules.
 */
function settle(
  fact: FeatureFact,
  all: readonly Feature[],
  about: About,
  modules: readonly ModuleFact[],
): FeatureFact {
  if (fact.state === 'works') return fact;
  const feature = all.find(({ id }) => id === fact.feature);
  if (feature === undefined) return fact;
  const read = staticFor(feature, about, modules);
  if (fact.state === 'unknown')
    return read.state === 'missing' ? { ...read, detail: fact.detail ?? '' } : fact;
  const isAmbiguous = /unknown option/u.test(fact.detail ?? '');
  return isAmbiguous && read.state === 'works' ? { ...fact, state: 'unknown' } : fact;
}
