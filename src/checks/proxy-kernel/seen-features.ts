import type { Feature, Use } from '../../catalog/features/feature.ts';
import { featuresOf, jsonFeature } from '../../catalog/features/features-of.ts';
import type { Family, ProxyMode } from '../../config/plan.ts';
import type { FeatureFact, ModuleFact, ProofFact } from '../../probes/netfilter/facts.ts';
import type { CheckInput } from '../check.ts';

/** One feature in one family, with what the plan makes of it. */
export interface Seen {
  readonly id: string;
  readonly token: string;
  readonly family: Family;
  readonly variant: string;
  readonly state: FeatureFact['state'];
  readonly detail: string;
  readonly use: Use;
  readonly by: ProofFact['by'];
  readonly feature: Feature;
  /** Modules that bring it, as they were found. */
  readonly modules: readonly ModuleFact[];
  readonly command: string;
}

export function seenFeatures(
  input: CheckInput,
  mode: ProxyMode,
  proofs: readonly ProofFact[],
): readonly Seen[] {
  const features = featuresOf(mode, input.plan.kubeProxy.ipvsScheduler.value);
  return proofs.flatMap((proof) => {
    if (!proof.proof.known) return [];
    const { features: facts, modules, commands } = proof.proof.value;
    return facts.flatMap((fact): readonly Seen[] => {
      const feature = features.find(({ id }) => id === fact.feature);
      if (feature === undefined) return [];
      return [
        {
          id: feature.id,
          token: feature.token[proof.family].trim(),
          family: proof.family,
          variant: proof.variant ?? '',
          state: fact.state,
          detail: fact.detail ?? '',
          use: useOf(feature, input, proof.family),
          by: proof.by,
          feature,
          modules: ownModules(feature, proof, modules),
          command: fact.command ?? commands[0] ?? '',
        },
      ];
    });
  });
}

/** kube-proxy's image brings an nft that writes JSON; the host's matters where kube-proxy runs on the host. */
function useOf(feature: Feature, { plan, stance }: CheckInput, family: Family): Use {
  if (feature.id === jsonFeature.id && stance.kubeProxy === 'pod') return 'no';
  return feature.use(plan, family);
}

function ownModules(feature: Feature, { family, variant }: ProofFact, modules: readonly ModuleFact[]) {
  const needs = feature.modules[family].filter(
    (need) => need.variant === undefined || need.variant === variant,
  );
  return modules.filter(({ module }) => needs.some((need) => need.module === module));
}
