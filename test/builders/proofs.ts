import { featuresOf } from '../../src/catalog/features/features-of.ts';
import type { Family, ProxyMode } from '../../src/config/plan.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { FeatureFact, ModuleFact, ProofFact } from '../../src/probes/netfilter/facts.ts';

export interface ProofOverrides {
  readonly family?: Family;
  readonly missing?: readonly string[];
  readonly unknown?: readonly string[];
  readonly modules?: readonly ModuleFact[];
  readonly by?: ProofFact['by'];
  readonly whyStatic?: NonNullable<ProofFact['whyStatic']>;
  readonly detail?: string;
}

/** A proof in which everything works but what is named. */
export function proofOf(mode: ProxyMode, overrides: ProofOverrides = {}): ProofFact {
  const {
    family = 'ipv4',
    missing = [],
    unknown: untold = [],
    modules = [],
    by = 'rules',
    whyStatic,
  } = overrides;
  const detail = overrides.detail ?? 'Error: Could not process rule: No such file or directory';
  const features = featuresOf(mode).map(({ id }): FeatureFact => {
    if (missing.includes(id)) return { feature: id, state: 'missing', detail };
    return untold.includes(id) ? { feature: id, state: 'unknown', detail } : { feature: id, state: 'works' };
  });
  const commands = by === 'rules' ? ['/usr/bin/unshare --net -- /usr/sbin/nft -f -'] : [];
  return {
    mode,
    family,
    by,
    ...(mode === 'nftables' ? {} : { variant: 'nft' as const }),
    ...(whyStatic === undefined ? {} : { whyStatic }),
    proof: known({ features, modules, commands }),
  };
}

/** A proof that could not be made at all. */
export function noProof(mode: ProxyMode, detail: string): ProofFact {
  const cause = { code: 'forbidden', detail } as const;
  return { mode, family: 'ipv4', by: 'static', whyStatic: cause, proof: unknown(cause.code, detail) };
}
