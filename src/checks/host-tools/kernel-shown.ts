import { featuresOf, jsonFeature } from '../../catalog/features/features-of.ts';
import type { Plan, ProxyMode } from '../../config/plan.ts';
import type { Facts } from '../../probes/facts.ts';

/**
 * Whether the kernel is shown to be able to run the planned mode in all planned families, by rules
 * or by what lies on disk and in /proc. Only then may a missing host tool be a mere warning.
 */
export function kernelIsShown(plan: Plan, { netfilter }: Facts): boolean {
  if (!netfilter?.known) return false;
  const { proofs } = netfilter.value;
  return plan.families.value.every((family) =>
    proofs.some(
      ({ mode, family: proven, proof }) =>
        mode === plan.proxyMode.value &&
        proven === family &&
        proof.known &&
        proof.value.features.length > 0 &&
        proof.value.features.every(({ feature, state }) => state === 'works' || !isUsed(mode, feature, plan)),
    ),
  );
}

/** What the plan's rules do not use may be missing; reading JSON is a matter of the image's nft. */
function isUsed(mode: ProxyMode, id: string, plan: Plan): boolean {
  if (id === jsonFeature.id) return false;
  const feature = featuresOf(mode, plan.kubeProxy.ipvsScheduler.value).find((one) => one.id === id);
  const use = feature?.use(plan) ?? 'yes';
  return use === 'yes' || use === 'some-services';
}
