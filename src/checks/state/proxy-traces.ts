import { ipvsLink, ipvsSet, isProxyChain, proxyTables } from '../../catalog/cluster-chains.ts';
import type { ProxyMode } from '../../config/plan.ts';
import type { Evidence } from '../../findings/finding.ts';
import type { Variant } from '../../probes/probe.ts';
import type { RulesFacts } from '../../probes/rules/facts.ts';
import { seenIn, someOf } from './seen-rules.ts';

/** What kube-proxy in one mode has written here. */
export interface Trace {
  readonly mode: ProxyMode;
  /** The backends of iptables that hold chains of it; none of nftables mode. */
  readonly variants: readonly Variant[];
  /** For people: `KUBE-SVC-…, KUBE-SERVICES (legacy)`. */
  readonly parts: readonly string[];
  readonly evidence: readonly Evidence[];
}

const variants = ['nft', 'legacy'] as const satisfies readonly Variant[];

/** Traces of all modes; nothing where a mode has left none. */
export function tracesIn(rules: RulesFacts): readonly Trace[] {
  const ipvs = traceOfIpvs(rules);
  const iptables = traceOfIptables(rules, ipvs !== undefined);
  return [traceOfNftables(rules), iptables, ipvs].filter((trace) => trace !== undefined);
}

function traceOfNftables({ nft }: RulesFacts): Trace | undefined {
  const tables = nft.known ? nft.value.tables.filter((table) => proxyTables.includes(table)) : [];
  if (tables.length === 0) return undefined;
  const evidence = [{ source: 'nft -j list chains', excerpt: `table ${tables.join(', table ')}` }];
  return { mode: 'nftables', variants: [], parts: tables.map((table) => `table ${table}`), evidence };
}

function traceOfIptables(rules: RulesFacts, hasIpvs: boolean): Trace | undefined {
  const found = chainsOf(rules, 'iptables').flatMap((one) => {
    // KUBE-SERVICES alone is of ipvs mode, where that left its own things too.
    const own = hasIpvs ? one.chains.filter((chain) => chain !== 'KUBE-SERVICES') : one.chains;
    return own.length === 0 ? [] : [{ ...one, chains: own }];
  });
  return found.length === 0 ? undefined : { mode: 'iptables', ...told(found) };
}

function traceOfIpvs(rules: RulesFacts): Trace | undefined {
  const { ipsets, links } = rules;
  const sets = ipsets.known ? ipsets.value.filter((set) => ipvsSet.test(set)) : [];
  const hasLink = links.known && links.value.includes(ipvsLink);
  const found = chainsOf(rules, 'ipvs').filter(({ chains }) => chains.some((one) => one !== 'KUBE-SERVICES'));
  if (sets.length === 0 && !hasLink && found.length === 0) return undefined;
  const chains = told(found);
  return {
    mode: 'ipvs',
    variants: chains.variants,
    parts: [
      ...(hasLink ? [`link ${ipvsLink}`] : []),
      ...(sets.length > 0 ? [`${sets.length} IP sets (${someOf(sets)})`] : []),
      ...chains.parts,
    ],
    evidence: [
      ...(hasLink ? [{ source: '/sys/class/net', excerpt: ipvsLink }] : []),
      ...(sets.length > 0 ? [{ source: 'ipset list -n', excerpt: someOf(sets) }] : []),
      ...chains.evidence,
    ],
  };
}

interface FoundChains {
  readonly variant: Variant;
  readonly chains: readonly string[];
  readonly sources: readonly string[];
}

function chainsOf(rules: RulesFacts, mode: 'iptables' | 'ipvs'): readonly FoundChains[] {
  return variants.flatMap((variant) => {
    const seen = seenIn(rules, variant);
    const chains = seen.known ? seen.value.chains.filter((chain) => isProxyChain(chain, mode)) : [];
    return seen.known && chains.length > 0 ? [{ variant, chains, sources: seen.value.sources }] : [];
  });
}

function told(found: readonly FoundChains[]): Pick<Trace, 'variants' | 'parts' | 'evidence'> {
  return {
    variants: found.map(({ variant }) => variant),
    parts: found.map(({ variant, chains }) => `${someOf(chains)} in ${variant} iptables`),
    evidence: found.map(({ chains, sources }) => ({ source: sources.join('; '), excerpt: someOf(chains) })),
  };
}
