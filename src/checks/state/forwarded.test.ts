import { describe, expect, it } from 'vitest';
import { firewallOf, iptablesChains, nftChains } from '../../../test/builders/firewall.ts';
import { byDefault, planOf } from '../../../test/builders/plan.ts';
import { closedForPods } from './forwarded.ts';

const plan = planOf({ podSubnets: byDefault(['10.244.0.0/16', '10.246.0.0/16']) });

const match = (key: string, names: readonly string[]) => ({
  match: { op: '==', left: { meta: { key } }, right: { set: names } },
});

/** A chain that drops what its one rule, for several links or protocols, does not let through. */
function chainsWith(key: string, names: readonly string[]) {
  return nftChains({
    table: 'mine',
    chains: { forward: { hook: 'forward', policy: 'drop' } },
    rules: [{ chain: 'forward', expr: [match(key, names), { accept: null }] }],
  });
}

function isClosed(key: string, names: readonly string[]): boolean {
  return closedForPods(firewallOf(chainsWith(key, names)), plan).length > 0;
}

function closedWith(rule: string, planned = plan): boolean {
  const chains = iptablesChains([':FORWARD DROP [0:0]', ':other - [0:0]', `-A FORWARD ${rule}`]);
  return closedForPods(firewallOf(chains), planned).length > 0;
}

describe('closedForPods, of a chain that drops what its one rule does not let through', () => {
  it.each([
    '-i eth0 -j ACCEPT',
    '-i cni0 -j ACCEPT',
    '! -i docker0 -j ACCEPT',
    '-o eth0 -j ACCEPT',
    '! -o docker0 -j ACCEPT',
    '-p tcp -j ACCEPT',
    '! -p udp -j ACCEPT',
    '-s 10.244.3.0/24 -j ACCEPT',
    '-d 10.246.0.0/16 -j ACCEPT',
    '-s 10.0.0.0/8 -j ACCEPT',
    '! -s 192.168.0.0/24 -j ACCEPT',
    '! -d 192.168.0.0/24 -j ACCEPT',
    '-m mark --mark 0x1/0x1 -j ACCEPT',
    '-j ACCEPT',
  ])('lets pods through: %s', (rule) => {
    expect(closedWith(rule)).toBe(false);
  });

  it.each([
    '-i docker0 -j ACCEPT',
    '-i lo -j ACCEPT',
    '-i virbr0 -j ACCEPT',
    '-o docker0 -j ACCEPT',
    '-i docker0 ! -o docker0 -j ACCEPT',
    '-p udp -j ACCEPT',
    '-p icmp -j ACCEPT',
    '-p 89 -j ACCEPT',
    '-s 192.168.0.0/24 -j ACCEPT',
    '-d 192.168.0.0/24 -j ACCEPT',
    '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-j other',
    '-i eth0 -j DROP',
  ])('does not let pods through: %s', (rule) => {
    expect(closedWith(rule)).toBe(true);
  });

  it('lets any subnet be that of pods where none is planned', () => {
    expect(closedWith('-s 192.168.0.0/24 -j ACCEPT', planOf())).toBe(false);
  });

  it('holds a subnet against those of its own family', () => {
    const ofIpv6 = planOf({ podSubnets: byDefault(['fd00:10:244::/56']) });
    expect(closedWith('-s 192.168.0.0/24 -j ACCEPT', ofIpv6)).toBe(false);
  });

  it('takes a rule for several links or protocols for one that may be of pods', () => {
    expect(isClosed('iifname', ['docker0', 'eth0'])).toBe(false);
    expect(isClosed('iifname', ['docker0', 'virbr0'])).toBe(true);
    expect(isClosed('l4proto', ['udp', 'tcp'])).toBe(false);
    expect(isClosed('l4proto', ['udp', 'icmp'])).toBe(true);
  });

  it('is not closed by what is dropped of other worlds', () => {
    const chains = iptablesChains([':FORWARD ACCEPT [0:0]', '-A FORWARD -i docker0 -j DROP']);
    expect(closedForPods(firewallOf(chains), plan)).toEqual([]);
  });
});
