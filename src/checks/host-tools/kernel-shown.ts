import type { Plan } from '../../config/plan.ts';
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
        proof.value.features.every(({ state }) => state === 'works'),
    ),
  );
}
