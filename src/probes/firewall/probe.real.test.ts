import { describe, expect } from 'vitest';
import { firewalldCheck } from '../../checks/firewall/firewalld.ts';
import { hostFirewallCheck } from '../../checks/firewall/host-firewall.ts';
import { factsOf } from '../../../test/builders/facts.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { servicesOf, unitOf } from '../../../test/builders/services.ts';
import { findingsOf } from '../../../test/check-cases.ts';
import { probeInNamespaces } from '../../../test/in-namespaces.ts';
import { realIt } from '../../../test/real.ts';
import { known } from '../fact.ts';

const needs = ['root', 'unshare', 'nft', 'iptables-nft', 'iptables-legacy'];
const both = planOf({ mode: 'iptables', ip: ['ipv4', 'ipv6'] });
const active = known(servicesOf({ units: [unitOf('firewalld', { active: 'active' })] }));

/** Makes rules in a network namespace of its own, reads them, and has the checks judge. */
function judged(rules: readonly string[], after: readonly string[] = []) {
  const { facts, rest } = probeInNamespaces({ kinds: ['--net'], before: rules, probes: ['firewall'], after });
  const quiet = { plan: both, facts: factsOf({ firewall: facts.firewall }) };
  const findings = findingsOf(hostFirewallCheck, quiet);
  const firewalld = findingsOf(firewalldCheck, { ...quiet, facts: { ...quiet.facts, services: active } });
  return {
    sources: facts.firewall.value.sources,
    says: findings.map(({ code, args }) => [code, args['ports'], args['chains']].flat().join(' ').trim()),
    firewalld: firewalld.map(({ code, args }) => `${code} ${String(args['ports'])}`),
    rest,
  };
}

const nft = (...lines: readonly string[]) => [`nft -f - <<'END'\n${lines.join('\n')}\nEND`];
const open = 'firewall.open 6443 (API server), 10250 (kubelet)';
const all = '6443 (API server), 10250 (kubelet)';

/** A guard with a set, a range, verdict maps and a jump. */
const guard = (ports: string) =>
  nft(
    'table inet guard {',
    '  set ports { type inet_service; flags interval; elements = { 22, 6000-7000 } }',
    '  chain input { type filter hook input priority 0; policy drop',
    '    ct state vmap { established : accept, related : accept, invalid : drop }',
    '    iifname "lo" accept',
    '    meta l4proto { icmp, icmpv6 } accept',
    '    tcp dport @ports counter accept',
    '    tcp dport != 1 jump more',
    '  }',
    `  chain more { tcp dport vmap { ${ports} : accept, 81 : drop }`,
    '    return',
    '  }',
    '}',
  );

/** Rules that nft shows in JSON as a match of xtables, no more. */
const hidden = (port: number) => [
  'iptables-nft -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
  `iptables-nft -A INPUT -p tcp -m multiport --dports 22,6443,${port} -m comment --comment "let us in -j DROP" -j ACCEPT`,
  'iptables-nft -A INPUT -m limit --limit 5/min -j LOG',
  'iptables-nft -P INPUT DROP',
];

/** The shape that firewalld gives its zones. */
const zones = (port: number) =>
  nft(
    'table inet firewalld {',
    '  chain filter_INPUT { type filter hook input priority 10; policy accept;',
    '    ct state { established, related } accept',
    '    ct status dnat accept',
    '    iifname "lo" accept',
    '    ct state invalid drop',
    '    jump filter_INPUT_ZONES',
    '    reject with icmpx admin-prohibited',
    '  }',
    '  chain filter_INPUT_ZONES { iifname "eth0" goto filter_IN_public',
    '    goto filter_IN_public',
    '  }',
    '  chain filter_IN_public { jump filter_IN_public_allow',
    '    meta l4proto { icmp, ipv6-icmp } accept',
    '    reject with icmpx admin-prohibited',
    '  }',
    `  chain filter_IN_public_allow { tcp dport { 22, 6443, ${port} } ct state { new, untracked } accept; }`,
    '}',
  );

describe('firewallProbe on real rules', () => {
  realIt('finds none', needs, () => {
    expect(judged([]).says).toEqual([open]);
  });

  realIt('reads a base chain that drops, with sets, ranges, verdict maps and jumps', needs, () => {
    expect(judged(guard('10000-11000')).says).toEqual([open]);
    expect(judged(guard('80')).says).toEqual(['firewall.closed 10250 (kubelet) inet guard input']);
  });

  realIt('reads what iptables-nft hides from nft', needs, () => {
    expect(judged(hidden(10_250)).says).toEqual([open]);
    const closed = judged(hidden(80));
    expect(closed.says).toEqual(['firewall.closed 10250 (kubelet) ip filter INPUT']);
    expect(closed.sources.join()).toContain('iptables-nft-save -t filter');
  });

  realIt('judges IPv6 apart', needs, () => {
    expect(judged(['ip6tables-nft -P INPUT DROP']).says).toEqual([`firewall.closed ${all} ip6 filter INPUT`]);
  });

  realIt('says that some are let in', needs, () => {
    const rules = ['iptables-nft -P INPUT DROP', 'iptables-nft -A INPUT -s 10.0.0.0/8 -j ACCEPT'];
    expect(judged(rules).says).toEqual([`firewall.partly ${all} ip filter INPUT`]);
  });

  realIt('reads legacy tables that are registered, and registers none', needs, () => {
    const names = 'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names';
    const legacy = judged(['iptables-legacy -P INPUT DROP'], [names]);
    expect(legacy.says).toEqual([`firewall.closed ${all} legacy ip filter INPUT`]);
    expect(legacy.rest).toBe('filter');
    expect(judged(['iptables-nft -P INPUT DROP'], [names]).rest).toBe('');
  });

  realIt('leaves the rules as they were', needs, () => {
    const rules = nft(
      'table inet guard {',
      'chain input { type filter hook input priority 0; policy drop; }',
      '}',
    );
    const before = ['nft list ruleset'];
    const [first = '', second = ''] = judged(
      [...rules, `${before[0]} > /tmp/kube-preflight-rules.$$`],
      ['cat /tmp/kube-preflight-rules.$$; echo ----; nft list ruleset', 'rm /tmp/kube-preflight-rules.$$'],
    ).rest.split('----');
    expect(first.trim()).not.toBe('');
    expect(second.trim()).toBe(first.trim());
  });

  realIt('tells the zones of firewalld', needs, () => {
    expect(judged(zones(10_250))).toMatchObject({ says: [open], firewalld: [`firewalld.open ${all}`] });
    expect(judged(zones(80)).firewalld).toEqual(['firewalld.closed 10250 (kubelet)']);
  });

  realIt('leaves forwarding that is stopped to ForwardPolicy', needs, () => {
    const rules = nft(
      'table inet guard {',
      'chain forward { type filter hook forward priority 0; policy drop; }',
      '}',
    );
    expect(judged(rules).says).toEqual([open]);
  });
});
