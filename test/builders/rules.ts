import { known } from '../../src/probes/fact.ts';
import type { NftChain, RulesFacts, SavedFact, SavedRules } from '../../src/probes/rules/facts.ts';

/** A node without any rule. */
export const noRules: RulesFacts = {
  nft: known({ tables: [], chains: [] }),
  saved: [],
  legacyTables: { ipv4: known([]), ipv6: known([]) },
  ipsets: known([]),
  virtualServers: known(0),
  links: known(['lo', 'eth0']),
  lock: { path: '/run/xtables.lock', kind: 'absent', holders: [] },
};

export function rulesOf(overrides: Partial<RulesFacts> = {}): RulesFacts {
  return { ...noRules, ...overrides };
}

/** Chains of nft, `ip mangle KUBE-IPTABLES-HINT`; base chains by what follows. */
export function chainsOf(...chains: readonly NftChain[]): RulesFacts['nft'] {
  return known({ tables: [...new Set(chains.map(({ family, table }) => `${family} ${table}`))], chains });
}

/** What a -save showed: `mangle KUBE-IPTABLES-HINT`, and how many rules in all. */
export function savedOf(
  variant: SavedFact['variant'],
  family: SavedFact['family'],
  chains: readonly string[],
  rules = 0,
  more: Partial<SavedRules> = {},
): SavedFact {
  const saved = chains.map((chain) => {
    const [table = '', name = ''] = chain.split(' ');
    return { table, name };
  });
  const rulesByTable = rules === 0 ? {} : { filter: rules };
  return {
    variant,
    family,
    command: `/usr/sbin/${family === 'ipv4' ? 'iptables' : 'ip6tables'}-${variant}-save`,
    saved: known({ chains: saved, rules, rulesByTable, incompatible: [], ...more }),
  };
}
