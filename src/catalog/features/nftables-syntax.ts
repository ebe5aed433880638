import type { Family } from '../../config/plan.ts';
import type { Feature, ModuleNeed, PerFamily } from './feature.ts';
import { always } from './uses.ts';

/** How the two families spell the same rule. Addresses are those reserved for documentation. */
export interface Spelling {
  /** `ip kube-proxy`: the table. */
  readonly table: string;
  /** `ip`, `ip6`. */
  readonly ip: string;
  /** `ipv4_addr`, `ipv6_addr`. */
  readonly type: string;
  readonly service: string;
  readonly endpoints: readonly [string, string];
  readonly cidr: string;
  readonly otherCidr: string;
  readonly loopback: string;
  /** An endpoint with its port, as `dnat to` wants it. */
  readonly target: string;
}

export const spellings: PerFamily<Spelling> = {
  ipv4: {
    table: 'ip kube-proxy',
    ip: 'ip',
    type: 'ipv4_addr',
    service: '198.51.100.41',
    endpoints: ['192.0.2.1', '192.0.2.2'],
    cidr: '192.0.2.0/24',
    otherCidr: '203.0.113.0/24',
    loopback: '127.0.0.0/8',
    target: '192.0.2.1:8080',
  },
  ipv6: {
    table: 'ip6 kube-proxy',
    ip: 'ip6',
    type: 'ipv6_addr',
    service: '2001:db8:1::41',
    endpoints: ['2001:db8:2::1', '2001:db8:2::2'],
    cidr: '2001:db8:2::/48',
    otherCidr: '2001:db8:3::/48',
    loopback: '::1',
    target: '[2001:db8:2::1]:8080',
  },
};

/** An entry of the tables, written once for both families. */
export interface NftEntry {
  readonly id: string;
  readonly token: (s: Spelling) => string;
  readonly purpose: string;
  /** Without `add`: `chain ip kube-proxy services`. */
  readonly lines: (s: Spelling) => readonly string[];
  readonly needs?: readonly string[];
  readonly modules?: (family: Family) => readonly ModuleNeed[];
  readonly use?: Feature['use'];
}

const core = [{ module: 'nf_tables', option: 'CONFIG_NF_TABLES' }] as const;

export function nftFeature(entry: NftEntry): Feature {
  const { id, purpose, needs = [], use = always } = entry;
  const modules = entry.modules ?? (() => core);
  return {
    id,
    purpose,
    needs,
    use,
    token: { ipv4: entry.token(spellings.ipv4), ipv6: entry.token(spellings.ipv6) },
    lines: { ipv4: entry.lines(spellings.ipv4), ipv6: entry.lines(spellings.ipv6) },
    modules: { ipv4: modules('ipv4'), ipv6: modules('ipv6') },
    source: 'kubernetes v1.37 pkg/proxy/nftables/proxier.go',
  };
}

/** A module by the name of its family: `nft_fib_ipv4`, `CONFIG_NFT_FIB_IPV4`. */
export function familyModule(module: string, option: string): (family: Family) => ModuleNeed {
  return (family) => ({ module: `${module}_${family}`, option: `${option}_${family.toUpperCase()}` });
}
