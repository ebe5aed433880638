import { chainOwner } from '../../catalog/cluster-chains.ts';
import type { Evidence } from '../../findings/finding.ts';
import { type Fact, known } from '../../probes/fact.ts';
import type { Facts } from '../../probes/facts.ts';
import type { Variant } from '../../probes/probe.ts';
import type { RulesFacts, SavedFact, SavedRules } from '../../probes/rules/facts.ts';

/** What stands in one of the two backends of iptables, both families together. */
export interface SeenRules {
  readonly variant: Variant;
  /** Names of chains, each once. */
  readonly chains: readonly string[];
  /** undefined: the rules were not counted. */
  readonly rules: number | undefined;
  /** Components of Kubernetes whose chains are here. */
  readonly owners: readonly string[];
  readonly sources: readonly string[];
}

const tables = new Set(['filter', 'nat', 'mangle', 'raw', 'security']);

/** @returns known with nothing in it where the backend holds nothing, or has no tool and cannot hold it */
export function seenIn(facts: RulesFacts, variant: Variant): Fact<SeenRules> {
  return variant === 'legacy' ? seenLegacy(facts) : seenNft(facts);
}

function seenLegacy(facts: RulesFacts): Fact<SeenRules> {
  const unread = Object.values(facts.legacyTables).find((fact) => !fact.known);
  if (unread?.known === false) return unread;
  const failed = savedOf(facts, 'legacy').find(({ saved }) => !saved.known);
  if (failed?.saved.known === false) return failed.saved;
  return known(summed(facts, 'legacy'));
}

function seenNft(facts: RulesFacts): Fact<SeenRules> {
  const saved = summed(facts, 'nft');
  if (facts.nft.known) {
    const chains = facts.nft.value.chains.filter(
      ({ family, table }) => (family === 'ip' || family === 'ip6') && tables.has(table),
    );
    const names = [...saved.chains, ...chains.map(({ name }) => name)];
    return known({ ...saved, ...named(names), sources: ['nft -j list chains', ...saved.sources] });
  }
  const isTold = savedOf(facts, 'nft').some((one) => one.saved.known);
  return isTold ? known(saved) : facts.nft;
}

function savedOf(facts: RulesFacts, variant: Variant): readonly SavedFact[] {
  return facts.saved.filter((one) => one.variant === variant);
}

function summed(facts: RulesFacts, variant: Variant): SeenRules {
  const read = savedOf(facts, variant).flatMap(({ command, saved }) =>
    saved.known ? [{ command, saved: saved.value }] : [],
  );
  const chains = read.flatMap(({ saved }) => saved.chains.map(({ name }) => name));
  const isEmpty = variant === 'legacy' && read.length === 0;
  return {
    variant,
    ...named(chains),
    rules: read.length > 0 || isEmpty ? countOf(read.map(({ saved }) => saved)) : undefined,
    // None where the backend was known to be empty without a look.
    sources: [...new Set(read.map(({ command }) => command))].filter((command) => command !== ''),
  };
}

function countOf(saved: readonly SavedRules[]): number {
  let count = 0;
  for (const { rules } of saved) count += rules;
  return count;
}

function named(names: readonly string[]): Pick<SeenRules, 'chains' | 'owners'> {
  const chains = [...new Set(names)];
  const owners = chains.map(chainOwner).filter((owner) => owner !== undefined);
  return { chains, owners: [...new Set(owners)].toSorted() };
}

/**
 * The backend that iptables of this host writes to; where there is none, images take nft. A tool that
 * was not run is told by what its links lead to.
 */
export function hostVariant({ tools }: Facts): { readonly variant: Variant; readonly present: boolean } {
  const tool = tools?.known ? tools.value.byName['iptables'] : undefined;
  const told = tool?.variant ?? /-(legacy|nft)(?:-multi)?$/u.exec(tool?.links.at(-1) ?? '')?.[1] ?? '';
  const present = tool !== undefined && tool.state !== 'absent' && told !== '' && told !== 'unknown';
  return { variant: told === 'legacy' ? 'legacy' : 'nft', present };
}

export function otherVariant(variant: Variant): Variant {
  return variant === 'legacy' ? 'nft' : 'legacy';
}

/** A few names for people; the rest as a number. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

export function chainEvidence({ sources, chains }: SeenRules, pattern = /^(?:KUBE-|cali)/u): Evidence {
  const own = chains.filter((chain) => pattern.test(chain));
  const excerpt = someOf(own.length > 0 ? own : chains);
  return { source: sources.join('; '), ...(excerpt === '' ? {} : { excerpt }) };
}

/** A plan beside a kubelet that runs: the node is part of a cluster, and its rules are in use. */
export function isInUse(action: string, { services }: Facts): boolean {
  const kubelet = services?.known ? services.value.units['kubelet'] : undefined;
  return action === 'upgrade' || kubelet?.active === 'active';
}
