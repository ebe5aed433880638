import type { Family } from '../../config/plan.ts';
import type { Feature, ModuleNeed } from './feature.ts';
import { iptablesFeatures, ipvsMatch } from './iptables.ts';
import { always, externalAddresses } from './uses.ts';

const setModules = (name: string): readonly ModuleNeed[] => [
  { module: `ip_set_${name}`, option: `CONFIG_IP_SET_${name.toUpperCase()}` },
  { module: 'ip_set', option: 'CONFIG_IP_SET' },
];

const netFamily = { ipv4: 'inet', ipv6: 'inet6' } as const satisfies Record<Family, string>;

/** The five types of kube-proxy's seventeen sets (pkg/proxy/ipvs/ipset.go): each sync makes all of them, or ends. */
const setTypes = [
  ['hash:ip,port', 'hash_ipport', 'Services are known by address and port', always],
  ['hash:ip,port,ip', 'hash_ipportip', 'hairpin traffic and LoadBalancer sources are known by it', always],
  ['hash:ip,port,net', 'hash_ipportnet', 'LoadBalancer source ranges are kept in it', always],
  ['bitmap:port', 'bitmap_port', 'NodePorts are kept in it', always],
  ['hash:ip', 'hash_ip', 'the addresses of all Services are kept in it', always],
] as const;

const sets = setTypes.map(([type, module, purpose, use]): Feature => {
  const line = (family: Family) => {
    const options = type === 'bitmap:port' ? 'range 0-65535' : `family ${netFamily[family]}`;
    return [`create KUBE-${type.replaceAll(/[:,]/gu, '-').toUpperCase()} ${type} ${options}`];
  };
  return {
    id: `ipset.${type.replaceAll(/[:,]/gu, '-')}`,
    token: { ipv4: `${type} `, ipv6: `${type} ` },
    purpose,
    lines: { ipv4: line('ipv4'), ipv6: line('ipv6') },
    needs: [],
    modules: { ipv4: setModules(module), ipv6: setModules(module) },
    use,
    source: 'kubernetes v1.28 pkg/proxy/ipvs/ipset.go',
  };
});

/** The set that `-m set` is tried with. */
export const matchedSet = 'KUBE-HASH-IP';

/** Asked of other tools than iptables-restore and ipset; the probe knows how. */
function ownFeature(
  id: string,
  token: string,
  purpose: string,
  modules: readonly ModuleNeed[],
  needs: readonly string[] = [],
  use: Feature['use'] = always,
): Feature {
  return {
    id,
    token: { ipv4: token, ipv6: token },
    purpose,
    lines: { ipv4: [], ipv6: [] },
    needs,
    modules: { ipv4: modules, ipv6: modules },
    use,
    source: 'kubernetes v1.36 pkg/proxy/ipvs/proxier.go',
  };
}

const ipvs: ModuleNeed = { module: 'ip_vs', option: 'CONFIG_IP_VS' };

function ownFeatures(scheduler: string): readonly Feature[] {
  return [
    ownFeature(
      'xt.set',
      '-m set --match-set',
      'iptables rules look addresses and ports up in the sets',
      [
        { module: 'xt_set', option: 'CONFIG_NETFILTER_XT_SET' },
        { module: 'nft_compat', option: 'CONFIG_NFT_COMPAT', variant: 'nft' },
      ],
      ['ipset.hash-ip', 'xt.table-filter'],
    ),
    ownFeature('ipvs.netlink', 'IPVS', 'kube-proxy makes a virtual server for each Service', [
      ipvs,
      { module: 'nf_conntrack', option: 'CONFIG_NF_CONNTRACK' },
    ]),
    ownFeature(
      'ipvs.scheduler',
      `scheduler ${scheduler}`,
      'IPVS chooses the endpoint of a Service by it',
      [{ module: `ip_vs_${scheduler}`, option: `CONFIG_IP_VS_${scheduler.toUpperCase()}` }],
      ['ipvs.netlink'],
    ),
    ownFeature(
      'link.dummy',
      'ip link add kube-ipvs0 type dummy',
      'the addresses of all Services lie on the link kube-ipvs0',
      [{ module: 'dummy', option: 'CONFIG_DUMMY' }],
    ),
    // Never tried: a rule with it makes the kernel load br_netfilter, which changes what bridges of the host do.
    ownFeature(
      'xt.physdev',
      '-m physdev',
      'traffic of Pods to the external addresses of a Service is told from other traffic',
      [
        { module: 'xt_physdev', option: 'CONFIG_NETFILTER_XT_MATCH_PHYSDEV' },
        { module: 'nft_compat', option: 'CONFIG_NFT_COMPAT', variant: 'nft' },
      ],
      ['xt.table-nat'],
      externalAddresses,
    ),
  ];
}

const shared = new Set([
  'xt.table-nat',
  'xt.table-filter',
  'xt.comment',
  'xt.conntrack',
  'xt.addrtype',
  'xt.mark',
  'xt.MARK-or',
  'xt.MARK-xor',
  'xt.MASQUERADE',
  'xt.REJECT',
]);

/**
 * What ipvs mode writes by iptables-restore, and that holds without its sets and without IPVS. It tells local addresses
 * by their type whatever nodePortAddresses says.
 */
export const ipvsRules: readonly Feature[] = iptablesFeatures
  .filter(({ id }) => shared.has(id))
  .map((feature) => (feature.id === 'xt.addrtype' ? { ...feature, use: always } : feature));

export const ipvsSets: readonly Feature[] = sets;

export function ipvsFeatures(scheduler: string): readonly Feature[] {
  return [...ipvsRules, ...sets, ...ownFeatures(scheduler), ipvsMatch];
}
