import { describe, expect, it } from 'vitest';
import { iptablesChains, nftChains, tcpPort } from '../../../test/builders/firewall.ts';
import { baseChains, type Packet, type Weight, weighChain } from './weigh-chains.ts';

const packet: Packet = { family: 'ipv4', hook: 'input', port: 6443 };

/** What happens to a new connection to TCP port 6443 in a chain INPUT of these rules. */
function weigh(policy: 'ACCEPT' | 'DROP', rules: readonly string[], one: Packet = packet): Weight {
  const own = ['own', 'other', 'ring'].map((name) => `:${name} - [0:0]`);
  const list = iptablesChains([`:INPUT ${policy} [0:0]`, ...own, ...rules.map((rule) => `-A ${rule}`)]);
  const chains = Object.fromEntries(list.map((chain) => [chain.key, chain]));
  const [base] = baseChains(chains, one);
  if (base === undefined) throw new Error('no base chain');
  return weighChain(chains, base, one);
}

describe('weighChain', () => {
  it.each([
    ['no rules', [], 'closed'],
    ['the port', ['INPUT -p tcp --dport 6443 -j ACCEPT'], 'open'],
    ['another port', ['INPUT -p tcp --dport 22 -j ACCEPT'], 'closed'],
    ['all but another port', ['INPUT -p tcp ! --dport 22 -j ACCEPT'], 'open'],
    ['the port by UDP', ['INPUT -p udp --dport 6443 -j ACCEPT'], 'closed'],
    ['what is no UDP', ['INPUT ! -p udp -j ACCEPT'], 'open'],
    ['established connections', ['INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT'], 'closed'],
    ['new connections', ['INPUT -m conntrack --ctstate NEW -j ACCEPT'], 'open'],
    ['the loopback interface', ['INPUT -i lo -j ACCEPT'], 'closed'],
    ['all but the loopback interface', ['INPUT ! -i lo -j ACCEPT'], 'open'],
    ['one interface', ['INPUT -i eth1 -j ACCEPT'], 'partly'],
    ['one source', ['INPUT -s 10.0.0.0/8 -j ACCEPT'], 'partly'],
    ['a chain that lets in', ['INPUT -j own', 'own -j ACCEPT'], 'open'],
    ['a chain that returns', ['INPUT -j own', 'own -j RETURN', 'own -j ACCEPT'], 'closed'],
    ['rules behind a jump', ['INPUT -j own', 'INPUT -j ACCEPT', 'own -p udp -j DROP'], 'open'],
    ['rules behind a goto', ['INPUT -g own', 'INPUT -j ACCEPT'], 'closed'],
    ['a goto below a jump', ['INPUT -j own', 'INPUT -j ACCEPT', 'own -g other'], 'open'],
    ['a refusal before it', ['INPUT -j REJECT', 'INPUT -j ACCEPT'], 'closed'],
    ['a chain that is not there', ['INPUT -j nowhere'], 'closed'],
    ['a ring', ['INPUT -j own', 'own -j ring', 'ring -j own'], 'closed'],
  ] as const)('policy DROP and %s', (_, rules, weight) => {
    expect(weigh('DROP', rules)).toBe(weight);
  });

  it.each([
    ['no rules', [], 'open'],
    ['a last rule that rejects', ['INPUT -j REJECT'], 'closed'],
    ['one source thrown away', ['INPUT -s 192.0.2.1 -j DROP'], 'open'],
    ['a chain of such', ['INPUT -s 192.0.2.0/24 -j own', 'own -j DROP'], 'open'],
    ['the port thrown away', ['INPUT -p tcp -m multiport --dports 1,6000:7000 -j DROP'], 'closed'],
    [
      'what fail2ban does',
      ['INPUT -p tcp --dport 6443 -j own', 'own -s 192.0.2.1 -j REJECT', 'own -j RETURN'],
      'open',
    ],
    [
      'what KUBE-FIREWALL does',
      ['INPUT -j own', 'own -d 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP'],
      'open',
    ],
  ] as const)('policy ACCEPT and %s', (_, rules, weight) => {
    expect(weigh('ACCEPT', rules)).toBe(weight);
  });

  it('knows of a forwarded packet only that some rules may hold', () => {
    const forward = { family: 'ipv4', hook: 'forward' } as const;
    const chains = Object.fromEntries(
      iptablesChains([':FORWARD DROP [0:0]', '-A FORWARD -p tcp --dport 80 -j ACCEPT']).map((one) => [
        one.key,
        one,
      ]),
    );
    const [base] = baseChains(chains, forward);
    expect(base && weighChain(chains, base, forward)).toBe('partly');
  });
});

describe('baseChains', () => {
  it('takes the chains of the family and the hook', () => {
    const all = [
      ...iptablesChains([':INPUT DROP [0:0]', ':FORWARD DROP [0:0]']),
      ...iptablesChains([':INPUT DROP [0:0]'], 'ip6'),
    ];
    const chains = Object.fromEntries(all.map((one) => [one.key, one]));
    expect(baseChains(chains, packet).map(({ key }) => key)).toEqual(['ip filter INPUT']);
    expect(baseChains(chains, { ...packet, family: 'ipv6' }).map(({ key }) => key)).toEqual([
      'ip6 filter INPUT',
    ]);
  });
});

const meta = (key: string, names: unknown, op = '==') => ({
  match: { op, left: { meta: { key } }, right: names },
});

describe('weighChain, of what only some packets are', () => {
  it.each([
    ['the family', [meta('nfproto', 'ipv4')], 'open'],
    ['the other family', [meta('nfproto', 'ipv6')], 'closed'],
    ['both families', [meta('nfproto', { set: ['ipv6', 'ipv4'] })], 'open'],
    ['all but the family', [meta('nfproto', 'ipv4', '!=')], 'closed'],
    ['two protocols', [meta('l4proto', { set: ['udp', 'tcp'] })], 'open'],
    ['lo and a card', [meta('iifname', { set: ['lo', 'eth0'] })], 'partly'],
    ['all but one card', [meta('iifname', 'eth0', '!=')], 'partly'],
    ['ports that end before it', [tcpPort({ range: [6000, 6442] })], 'closed'],
    ['ports that begin behind it', [tcpPort({ range: [6444, 7000] })], 'closed'],
    ['ports that end with it', [tcpPort({ range: [6000, 6443] })], 'open'],
    ['ports that begin with it', [tcpPort({ set: [22, { range: [6443, 7000] }] })], 'open'],
  ] as const)('a chain of nft that drops, but for %s', (_, expressions, weight) => {
    const list = nftChains({
      table: 'mine',
      chains: { input: { hook: 'input', policy: 'drop' } },
      rules: [{ chain: 'input', expr: [...expressions, { accept: null }] }],
    });
    const chains = Object.fromEntries(list.map((chain) => [chain.key, chain]));
    const [base] = baseChains(chains, packet);
    expect(base && weighChain(chains, base, packet)).toBe(weight);
  });

  it.each([
    ['-p all', 'open'],
    ['-p tcp', 'partly'],
    ['-p udp', 'partly'],
    ['! -p udp', 'partly'],
    ['-p tcp --dport 80', 'partly'],
  ] as const)('FORWARD that drops, but for %s, of a packet to any port', (match, weight) => {
    const list = iptablesChains([':FORWARD DROP [0:0]', `-A FORWARD ${match} -j ACCEPT`]);
    const chains = Object.fromEntries(list.map((chain) => [chain.key, chain]));
    const forward = { family: 'ipv4', hook: 'forward' } as const;
    const [base] = baseChains(chains, forward);
    expect(base && weighChain(chains, base, forward)).toBe(weight);
  });

  it('goes a chain anew when another led there before', () => {
    const rules = [
      'INPUT -p udp -j own',
      'INPUT -j own',
      'own -j other',
      'other -p tcp --dport 6443 -j ACCEPT',
    ];
    expect(weigh('DROP', rules)).toBe('open');
  });
});
