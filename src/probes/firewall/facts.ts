/** What a rule asks of a packet, as far as it bears on whether a port of this node can be reached. */
export type Condition =
  | { readonly kind: 'port'; readonly ranges: readonly (readonly [number, number])[]; readonly not: boolean }
  | {
      readonly kind: 'protocol' | 'state' | 'interface';
      readonly names: readonly string[];
      readonly not: boolean;
    }
  /** Something else: a source, a mark, a rate; it holds for some packets. `-s 10.0.0.0/8`, `! -o docker0`. */
  | { readonly kind: 'other'; readonly text: string };

export type Outcome =
  | { readonly kind: 'accept' | 'drop' | 'return' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

export interface FilterRule {
  readonly when: readonly Condition[];
  readonly outcome: Outcome;
}

export interface FilterChain {
  /** `inet firewalld filter_INPUT`. */
  readonly key: string;
  readonly family: 'ip' | 'ip6' | 'inet';
  readonly table: string;
  /** Where the kernel calls it; absent: other chains jump to it. */
  readonly hook?: 'input' | 'forward';
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly FilterRule[];
  /** Of iptables, by either variant: Kubernetes' own iptables rules stand in the same table. */
  readonly ofIptables: boolean;
}

export interface FirewallFacts {
  /** By key; those that lead from a base chain at the hooks input and forward. */
  readonly chains: Readonly<Record<string, FilterChain>>;
  /** Tables of nf_tables with sets or maps, named or within a rule: `inet firewalld`. Absent: nft did not tell. */
  readonly setTables?: readonly string[];
  /** Commands whose answers the chains come from; none: there are no rules in this kernel. */
  readonly sources: readonly string[];
  /** /etc/ufw/ufw.conf says ENABLED=yes. */
  readonly ufwEnabled: boolean;
}
