import { describe, expect, it } from 'vitest';
import { absent, factsOf, faulty, sound } from '../../test/builders/facts.ts';
import { fromFile, planOf } from '../../test/builders/plan.ts';
import { known } from '../probes/fact.ts';
import type { ProofFact } from '../probes/netfilter/facts.ts';
import { backendOf, kubeletOutlook } from './kubelet.ts';

const noNat: ProofFact = {
  mode: 'iptables',
  family: 'ipv4',
  by: 'static',
  proof: known({ features: [{ feature: 'xt.table-nat', state: 'missing' }], modules: [], commands: [] }),
};
const off = planOf({ kubelet: { makeIPTablesUtilChains: fromFile(false, 'makeIPTablesUtilChains', 9) } });

describe('kubeletOutlook', () => {
  it.each([
    ['a sound iptables', planOf(), factsOf(), 'makes', 'in nft'],
    ['legacy', planOf(), factsOf({ with: [sound('iptables', { variant: 'legacy' })] }), 'makes', 'in legacy'],
    ['no ip6tables', planOf(), factsOf({ without: ['ip6tables'] }), 'makes', 'for IPv4 only'],
    ['the switch', off, factsOf(), 'makes-none', 'makeIPTablesUtilChains is false (kubeadm.yaml:9:7)'],
    ['1.33', planOf(), factsOf({ with: [absent('iptables')] }), 'makes-none', 'one info line'],
    [
      '1.32',
      planOf({ version: 'v1.32.1' }),
      factsOf({ without: ['iptables'] }),
      'makes-none',
      'an error for each',
    ],
    [
      'a fault',
      planOf(),
      factsOf({ with: [faulty('iptables', 'missing-library', 'libx.so')] }),
      'cannot',
      'libx.so',
    ],
    ['the kernel', planOf(), factsOf({ proofs: [noNat] }), 'cannot', 'no table nat'],
    ['nothing looked at', planOf(), {}, 'unknown', 'not looked at'],
  ] as const)('tells what follows of %s', (_name, plan, facts, does, part) => {
    const outlook = kubeletOutlook(plan, facts);
    expect(outlook.does).toBe(does);
    expect(outlook.says).toContain(part);
  });
});

describe('backendOf', () => {
  const bare = { name: 'iptables', state: 'sound', path: '/usr/sbin/iptables' } as const;

  it.each([
    [{ ...bare, variant: 'nf_tables', links: ['/usr/sbin/xtables-legacy-multi'] }, 'nft'],
    [
      {
        ...bare,
        links: ['/etc/alternatives/iptables', '/usr/sbin/iptables-nft', '/usr/sbin/xtables-nft-multi'],
      },
      'nft',
    ],
    [{ ...bare, links: ['/usr/sbin/xtables-legacy-multi'] }, 'legacy'],
    [{ ...bare, variant: 'unknown', links: ['/usr/sbin/xtables-multi'] }, undefined],
    [{ ...bare, links: [] }, undefined],
    [absent('iptables'), undefined],
    [undefined, undefined],
  ] as const)('of %j is %s', (tool, backend) => {
    expect(backendOf(tool)).toBe(backend);
  });
});
