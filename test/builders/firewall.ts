import { parseIptablesSave } from '../../src/probes/firewall/iptables-save.ts';
import type { FilterChain, FirewallFacts } from '../../src/probes/firewall/facts.ts';
import { parseNftJson } from '../../src/probes/firewall/nft-json.ts';
import { firewallFacts } from './services.ts';

type Chains = readonly FilterChain[];

/** The facts of a host with these chains. */
export function firewallOf(chains: Chains, overrides: Partial<FirewallFacts> = {}): FirewallFacts {
  return {
    ...firewallFacts,
    chains: Object.fromEntries(chains.map((chain) => [chain.key, chain])),
    ...overrides,
  };
}

/** Chains of the table filter, from lines as iptables-save writes them. */
export function iptablesChains(lines: readonly string[], family: 'ip' | 'ip6' = 'ip'): Chains {
  return parseIptablesSave(['*filter', ...lines, 'COMMIT'].join('\n'), family);
}

export interface NftRule {
  readonly chain: string;
  readonly expr: readonly unknown[];
}

export interface NftTable {
  readonly table: string;
  readonly family?: 'inet' | 'ip' | 'ip6';
  /** Chain → hook and policy; a chain without a hook: `{}`. */
  readonly chains: Readonly<Record<string, { readonly hook?: string; readonly policy?: string }>>;
  readonly rules?: readonly NftRule[];
}

/** Chains of one table of nftables, from expressions as nft --json writes them. */
export function nftChains({ table, family = 'inet', chains, rules = [] }: NftTable): Chains {
  const objects = [
    ...Object.entries(chains).map(([name, { hook, policy }]) => ({
      chain: {
        family,
        table,
        name,
        ...(hook === undefined ? {} : { type: 'filter', hook, prio: 0, policy }),
      },
    })),
    ...rules.map((rule) => ({ rule: { family, table, ...rule } })),
  ];
  return parseNftJson(JSON.stringify({ nftables: objects }))?.chains ?? [];
}

/** `tcp dport <port>`. */
export function tcpPort(port: unknown): unknown {
  return { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: port } };
}
