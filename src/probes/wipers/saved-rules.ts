import { chainOwner } from '../../catalog/cluster-chains.ts';
import type { SavedRuleset } from './facts.ts';
import type { Reader } from './reader.ts';

/** Debian's netfilter-persistent; iptables-services of Enterprise Linux and Fedora; Arch. */
const places = [
  { file: '/etc/iptables/rules.v4', services: ['netfilter-persistent'] },
  { file: '/etc/iptables/rules.v6', services: ['netfilter-persistent'] },
  { file: '/etc/sysconfig/iptables', services: ['iptables'] },
  { file: '/etc/sysconfig/ip6tables', services: ['ip6tables'] },
  { file: '/etc/iptables/iptables.rules', services: ['iptables'] },
  { file: '/etc/iptables/ip6tables.rules', services: ['ip6tables'] },
] as const;

export async function savedRulesets(
  reader: Reader,
  isOn: (unit: string) => boolean,
): Promise<readonly SavedRuleset[]> {
  const loaded = places.filter(({ services }) => services.some(isOn));
  const texts = await Promise.all(loaded.map(({ file }) => reader.text(file)));
  return loaded.flatMap(({ file, services }, index) => {
    const text = texts[index] ?? '';
    const tables = [...text.matchAll(/^\*(\S+)/gmu)].map(([, table = '']) => table);
    const chains = [...text.matchAll(/^:(\S+)/gmu)].map(([, chain = '']) => chain);
    const clusterChains = chains.filter((chain) => chainOwner(chain) !== undefined);
    return tables.length === 0 ? [] : [{ file, services, tables, clusterChains }];
  });
}
