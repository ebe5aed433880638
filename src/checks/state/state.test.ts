import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../test/builders/facts.ts';
import { firewallOf, iptablesChains, nftChains } from '../../../test/builders/firewall.ts';
import { byDefault, planOf } from '../../../test/builders/plan.ts';
import { cases as conntrackPressure } from '../../../test/cases/conntrack-pressure.ts';
import { cases as containerNode } from '../../../test/cases/container-node.ts';
import { cases as forwardPolicy } from '../../../test/cases/forward-policy.ts';
import { cases as netfilterBackends } from '../../../test/cases/netfilter-backends.ts';
import { cases as proxyLeftovers } from '../../../test/cases/proxy-leftovers.ts';
import { cases as ruleWiper } from '../../../test/cases/rule-wiper.ts';
import { cases as securityModule } from '../../../test/cases/security-module.ts';
import { cases as xtablesLock } from '../../../test/cases/xtables-lock.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import type { Plan } from '../../config/plan.ts';
import { known } from '../../probes/fact.ts';
import type { FilterChain, FirewallFacts } from '../../probes/firewall/facts.ts';
import { forwardPolicyCheck } from './forward-policy.ts';

for (const cases of [
  netfilterBackends,
  proxyLeftovers,
  ruleWiper,
  forwardPolicy,
  conntrackPressure,
  xtablesLock,
  securityModule,
  containerNode,
]) {
  runCases(cases);
}

function guard(table: string, family: 'ip' | 'ip6' | 'inet'): readonly FilterChain[] {
  return nftChains({ table, family, chains: { forward: { hook: 'forward', policy: 'drop' } } });
}

function opening(
  chains: readonly FilterChain[],
  plan: Plan = planOf(),
  overrides: Partial<FirewallFacts> = {},
): { readonly what: string; readonly now: readonly string[]; readonly verify: readonly string[] } {
  const facts = factsOf({ firewall: known(firewallOf(chains, overrides)) });
  const remedy = findingsOf(forwardPolicyCheck, { facts, plan })[0]?.remedies?.[0];
  return { what: remedy?.what ?? '', now: remedy?.now ?? [], verify: remedy?.verify ?? [] };
}

describe('ForwardPolicy says how to let the traffic of pods through', () => {
  const drop = iptablesChains([':FORWARD DROP [0:0]']);
  const both = planOf({
    ip: ['ipv4', 'ipv6'],
    podSubnets: byDefault(['10.244.0.0/16', 'fd00:10:244::/56']),
  });

  it('with a placeholder, and says so, where no addresses are planned', () => {
    const { what, now } = opening(guard('guard', 'ip'));
    expect(what).toContain('POD-CIDR stands for');
    expect(now).toEqual([
      'nft insert rule ip guard forward ip saddr POD-CIDR accept',
      'nft insert rule ip guard forward ip daddr POD-CIDR accept',
    ]);
    expect(opening(drop).now).toEqual([
      'iptables -I FORWARD -s POD-CIDR -j ACCEPT',
      'iptables -I FORWARD -d POD-CIDR -j ACCEPT',
    ]);
    expect(opening(drop, planOf(), { ufwEnabled: true }).now).toEqual([
      'ufw route allow from POD-CIDR',
      'ufw route allow to POD-CIDR',
    ]);
  });

  it('in each chain, with the addresses of its families', () => {
    const { what, now, verify } = opening([...guard('one', 'inet'), ...guard('two', 'ip6')], both);
    expect(what).not.toContain('POD-CIDR');
    expect(now).toEqual([
      'nft insert rule inet one forward ip saddr 10.244.0.0/16 accept',
      'nft insert rule inet one forward ip daddr 10.244.0.0/16 accept',
      'nft insert rule inet one forward ip6 saddr fd00:10:244::/56 accept',
      'nft insert rule inet one forward ip6 daddr fd00:10:244::/56 accept',
      'nft insert rule ip6 two forward ip6 saddr fd00:10:244::/56 accept',
      'nft insert rule ip6 two forward ip6 daddr fd00:10:244::/56 accept',
    ]);
    expect(verify).toEqual(['nft list chain inet one forward', 'nft list chain ip6 two forward']);
  });

  it('with the program of the family and variant', () => {
    const legacy = iptablesChains([':FORWARD DROP [0:0]'], 'ip6').map((chain) => ({
      ...chain,
      key: `legacy ${chain.key}`,
    }));
    const { now, verify } = opening([...drop, ...legacy], both);
    expect(now).toEqual([
      'iptables -I FORWARD -s 10.244.0.0/16 -j ACCEPT',
      'iptables -I FORWARD -d 10.244.0.0/16 -j ACCEPT',
      'ip6tables-legacy -I FORWARD -s fd00:10:244::/56 -j ACCEPT',
      'ip6tables-legacy -I FORWARD -d fd00:10:244::/56 -j ACCEPT',
    ]);
    expect(verify).toEqual(['iptables-save -t filter', 'ip6tables-legacy-save -t filter']);
  });
});
