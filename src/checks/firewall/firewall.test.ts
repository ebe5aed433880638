import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../test/builders/facts.ts';
import { firewallOf, iptablesChains, nftChains } from '../../../test/builders/firewall.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { cases as firewalld } from '../../../test/cases/firewalld.ts';
import { cases as host } from '../../../test/cases/host-firewall.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import type { FirewallFacts } from '../../probes/firewall/facts.ts';
import { known } from '../../probes/fact.ts';
import { hostFirewallCheck } from './host-firewall.ts';

runCases(firewalld);
runCases(host);

function commandsFor(firewall: FirewallFacts): readonly string[] {
  const facts = factsOf({ firewall: known(firewall) });
  return findingsOf(hostFirewallCheck, { facts })[0]?.remedies?.[0]?.now ?? [];
}

describe('HostFirewall says', () => {
  const iptables = iptablesChains([':INPUT DROP [0:0]']);

  it('how to open the ports with whatever guards them', () => {
    expect(commandsFor(firewallOf(iptables, { ufwEnabled: true }))).toEqual([
      'ufw allow 6443/tcp',
      'ufw allow 10250/tcp',
    ]);
    expect(commandsFor(firewallOf(iptables))).toEqual([
      'iptables -I INPUT -p tcp -m multiport --dports 6443,10250 -j ACCEPT',
    ]);
    const guard = nftChains({ table: 'guard', chains: { input: { hook: 'input', policy: 'drop' } } });
    expect(commandsFor(firewallOf(guard))).toEqual([
      "nft insert rule inet guard input tcp dport '{ 6443, 10250 }' accept",
    ]);
  });

  it('which program changes rules of IPv6 and of the legacy variant', () => {
    const chains = iptablesChains([':INPUT DROP [0:0]'], 'ip6').map((chain) => ({
      ...chain,
      key: `legacy ${chain.key}`,
    }));
    const facts = factsOf({ firewall: known(firewallOf(chains)) });
    const [finding] = findingsOf(hostFirewallCheck, { facts, plan: planOf({ ip: ['ipv6'] }) });
    expect(finding?.remedies?.[0]?.now?.[0]).toMatch(/^ip6tables-legacy -I INPUT /u);
  });
});
