import { featuresOf } from '../../src/catalog/features/features-of.ts';
import type { Family, ProxyMode } from '../../src/config/plan.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { FeatureFact, ModuleFact, ProofFact } from '../../src/probes/netfilter/facts.ts';

export interface ProofOverrides {
  readonly mode?: ProxyMode;
  readonly family?: Family;
  readonly by?: ProofFact['by'];
  /** Features that the kernel refused. */
  readonly missing?: readonly string[];
  /** Features that no tool could try. */
  readonly open?: readonly string[];
  readonly modules?: readonly ModuleFact[];
}

/** The proof of one mode in one family: every feature works but for what is named. */
export function proofOf(overrides: ProofOverrides = {}): ProofFact {
  const {
    mode = 'nftables',
    family = 'ipv4',
    by = 'rules',
    missing = [],
    open = [],
    modules = [],
  } = overrides;
  const features = featuresOf(mode).map(({ id }): FeatureFact => {
    if (missing.includes(id)) return { feature: id, state: 'missing', detail: 'No such file or directory' };
    return { feature: id, state: open.includes(id) ? 'unknown' : 'works' };
  });
  return {
    mode,
    family,
    by,
    ...(by === 'static' ? { whyStatic: { code: 'read-only-run', detail: 'a read-only run' } as const } : {}),
    proof: known({ features, modules, commands: by === 'rules' ? ['unshare --net -- nft -f -'] : [] }),
  };
}

/** A proof that could not be made at all. */
export function brokenProof(mode: ProxyMode = 'nftables'): ProofFact {
  const proof = unknown('forbidden', 'unshare: unshare failed: Operation not permitted');
  return { mode, family: 'ipv4', by: 'rules', proof };
}
