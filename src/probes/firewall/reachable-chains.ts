import type { FilterChain } from './facts.ts';

/** The chains that packets of the hooks input and forward can come to. */
export function reachableChains(chains: readonly FilterChain[]): readonly FilterChain[] {
  const byKey = new Map(chains.map((chain) => [chain.key, chain]));
  const reached = new Set(chains.filter(({ hook }) => hook !== undefined));
  // A set hands out what is added while it is walked.
  for (const { rules } of reached) {
    for (const { outcome } of rules) {
      const next = 'chain' in outcome ? byKey.get(outcome.chain) : undefined;
      if (next !== undefined) reached.add(next);
    }
  }
  return [...reached];
}
