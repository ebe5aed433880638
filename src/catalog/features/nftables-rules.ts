import type { Family } from '../../config/plan.ts';
import type { ModuleNeed } from './feature.ts';
import { familyModule, nftFeature } from './nftables-syntax.ts';
import {
  rareServices,
  someServices,
  whenLocalByBridge,
  whenLocalByPrefix,
  whenNodePortsAreClassified,
} from './uses.ts';

const fib = (family: Family): readonly ModuleNeed[] => [
  familyModule('nft_fib', 'CONFIG_NFT_FIB')(family),
  { module: 'nft_fib', option: 'CONFIG_NFT_FIB' },
];
const connectionTracking = () => [
  { module: 'nft_ct', option: 'CONFIG_NFT_CT' },
  { module: 'nf_conntrack', option: 'CONFIG_NF_CONNTRACK' },
];
const masquerade = () => [{ module: 'nft_masq', option: 'CONFIG_NFT_MASQ' }];
const nat = () => [{ module: 'nft_nat', option: 'CONFIG_NFT_NAT' }];
const numgen = () => [{ module: 'nft_numgen', option: 'CONFIG_NFT_NUMGEN' }];
const reject = (family: Family) => [
  familyModule('nft_reject', 'CONFIG_NFT_REJECT')(family),
  { module: 'nft_reject', option: 'CONFIG_NFT_REJECT' },
];

/** Expressions and statements, each in a rule of the shape kube-proxy writes. */
export const ruleFeatures = [
  nftFeature({
    id: 'nft.jump',
    token: () => 'jump service-A',
    purpose: 'the base chains lead to the chains of the Services',
    lines: ({ table }) => [`add rule ${table} services jump service-A`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.comment-rule',
    token: () => 'comment "masquerade hairpin traffic"',
    purpose: 'kube-proxy labels its rules',
    lines: ({ table }) => [`add rule ${table} services jump service-A comment "masquerade hairpin traffic"`],
    needs: ['nft.jump'],
  }),
  nftFeature({
    id: 'nft.drop',
    token: () => ' drop',
    purpose: 'traffic to ClusterIPs that no Service has is dropped',
    lines: ({ table }) => [`add rule ${table} service-A drop`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.reject',
    token: () => ' reject',
    purpose: 'traffic to Services without endpoints is refused at once',
    lines: ({ table }) => [`add rule ${table} filter-input reject`],
    needs: ['nft.filter-input'],
    modules: reject,
  }),
  nftFeature({
    id: 'nft.lookup-service',
    token: ({ ip }) => `${ip} daddr . meta l4proto . th dport vmap`,
    purpose: 'one look-up in a verdict map finds the Service of a packet',
    lines: ({ table, ip }) => [
      `add rule ${table} services ${ip} daddr . meta l4proto . th dport vmap @service-ips`,
    ],
    needs: ['nft.chain', 'nft.map-service'],
  }),
  nftFeature({
    id: 'nft.lookup-node-port',
    token: () => 'services meta l4proto . th dport vmap',
    purpose: 'one look-up in a verdict map finds the Service of a NodePort',
    lines: ({ table }) => [`add rule ${table} services meta l4proto . th dport vmap @service-nodeports`],
    needs: ['nft.chain', 'nft.map-node-port'],
  }),
  nftFeature({
    id: 'nft.lookup-destination',
    token: ({ ip }) => `${ip} daddr @cluster-ips`,
    purpose: 'kube-proxy tells ClusterIPs from other addresses by a set',
    lines: ({ table, ip }) => [`add rule ${table} services ${ip} daddr @cluster-ips`],
    needs: ['nft.chain', 'nft.set'],
  }),
  nftFeature({
    id: 'nft.lookup-hairpin',
    token: ({ ip }) => `${ip} saddr . ${ip} daddr . meta l4proto . th dport @hairpin-connections`,
    purpose: 'kube-proxy finds endpoints that call themselves through a Service',
    lines: ({ table, ip }) => [
      `add rule ${table} services ${ip} saddr . ${ip} daddr . meta l4proto . th dport @hairpin-connections`,
    ],
    needs: ['nft.chain', 'nft.set-concatenation'],
  }),
  nftFeature({
    id: 'nft.affinity-lookup',
    token: ({ ip }) => `${ip} saddr @affinity-A`,
    purpose: 'Services with session affinity find the endpoint of a client',
    lines: ({ table, ip }) => [`add rule ${table} services ${ip} saddr @affinity-A`],
    needs: ['nft.chain', 'nft.set-dynamic'],
    use: someServices,
  }),
  nftFeature({
    id: 'nft.affinity-update',
    token: () => 'update @affinity-A',
    purpose: 'Services with session affinity remember their clients',
    lines: ({ table, ip }) => [`add rule ${table} services update @affinity-A { ${ip} saddr }`],
    needs: ['nft.chain', 'nft.set-dynamic'],
    use: someServices,
  }),
  nftFeature({
    id: 'nft.interval-destination',
    token: ({ ip }) => `${ip} daddr { `,
    purpose: 'traffic to addresses of the Service network that no Service has is dropped',
    lines: ({ table, ip, cidr, otherCidr }) => [
      `add rule ${table} service-A ${ip} daddr { ${cidr}, ${otherCidr} } drop`,
    ],
    needs: ['nft.drop'],
  }),
  nftFeature({
    id: 'nft.interval-source',
    token: ({ ip }) => `${ip} saddr != { `,
    purpose: 'LoadBalancer source ranges are enforced',
    lines: ({ table, ip, cidr, otherCidr }) => [
      `add rule ${table} service-A ${ip} saddr != { ${cidr}, ${otherCidr} } drop`,
    ],
    needs: ['nft.drop'],
    use: someServices,
  }),
  nftFeature({
    id: 'nft.negated-address',
    token: ({ ip, loopback }) => `${ip} daddr != ${loopback}`,
    purpose: 'NodePorts are kept off the loopback addresses',
    lines: ({ table, ip, loopback }) => [`add rule ${table} services ${ip} daddr != ${loopback}`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.local-cidr',
    token: ({ ip, cidr }) => `${ip} saddr ${cidr}`,
    purpose: 'kube-proxy tells traffic of Pods from other traffic by their network',
    lines: ({ table, ip, cidr }) => [`add rule ${table} services ${ip} saddr ${cidr}`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.local-interface',
    token: () => 'iifname "cni0"',
    purpose: 'kube-proxy tells traffic of Pods by the interface it comes in by',
    lines: ({ table }) => [`add rule ${table} services iifname "cni0"`],
    needs: ['nft.chain'],
    use: whenLocalByBridge,
  }),
  nftFeature({
    id: 'nft.local-interface-prefix',
    token: () => 'iifname "cali*"',
    purpose: 'kube-proxy tells traffic of Pods by the name of the interface it comes in by',
    lines: ({ table }) => [`add rule ${table} services iifname "cali*"`],
    needs: ['nft.chain'],
    use: whenLocalByPrefix,
  }),
  nftFeature({
    id: 'nft.fib-daddr-local',
    token: () => 'fib daddr type local',
    purpose: 'kube-proxy finds NodePort traffic with it',
    lines: ({ table }) => [`add rule ${table} services fib daddr type local`],
    needs: ['nft.chain'],
    modules: fib,
    use: whenNodePortsAreClassified,
  }),
  nftFeature({
    id: 'nft.fib-saddr-local',
    token: () => 'fib saddr type local',
    purpose: 'kube-proxy finds traffic of the node itself to Services with externalTrafficPolicy: Local',
    lines: ({ table }) => [`add rule ${table} services fib saddr type local`],
    needs: ['nft.chain'],
    modules: fib,
    use: whenNodePortsAreClassified,
  }),
  nftFeature({
    id: 'nft.ct-state',
    token: () => 'ct state new',
    purpose: 'only new connections are checked against firewalls and missing endpoints',
    lines: ({ table }) => [`add rule ${table} services ct state new`],
    needs: ['nft.chain'],
    modules: connectionTracking,
  }),
  nftFeature({
    id: 'nft.ct-status',
    token: () => 'ct status dnat',
    purpose: 'hairpin traffic is known by its translated address',
    lines: ({ table }) => [`add rule ${table} services ct status dnat`],
    needs: ['nft.chain'],
    modules: connectionTracking,
  }),
  nftFeature({
    id: 'nft.mark-set',
    token: () => 'mark set mark or 0x4000',
    purpose: 'packets that must be masqueraded are marked',
    lines: ({ table }) => [`add rule ${table} services mark set mark or 0x4000`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.mark-clear',
    token: () => 'mark and 0x4000 != 0 mark set mark xor 0x4000',
    purpose: 'the mark is taken off where the packet is masqueraded',
    lines: ({ table }) => [`add rule ${table} services mark and 0x4000 != 0 mark set mark xor 0x4000`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.masquerade',
    token: () => 'masquerade fully-random',
    purpose: 'the answers of endpoints find their way back through this node',
    lines: ({ table }) => [`add rule ${table} nat-postrouting masquerade fully-random`],
    needs: ['nft.nat-postrouting'],
    modules: masquerade,
  }),
  nftFeature({
    id: 'nft.dnat',
    token: ({ target }) => `dnat to ${target}`,
    purpose: 'packets for a Service are sent to an endpoint',
    lines: ({ table, target }) => [`add rule ${table} nat-prerouting meta l4proto tcp dnat to ${target}`],
    needs: ['nft.nat-prerouting'],
    modules: nat,
  }),
  nftFeature({
    id: 'nft.dnat-sctp',
    token: () => 'meta l4proto sctp',
    purpose: 'packets for an SCTP Service are sent to an endpoint',
    lines: ({ table, target }) => [`add rule ${table} nat-prerouting meta l4proto sctp dnat to ${target}`],
    needs: ['nft.dnat'],
    modules: nat,
    use: rareServices,
  }),
  nftFeature({
    id: 'nft.numgen',
    token: () => 'numgen random mod 2',
    purpose: 'the endpoints of a Service are chosen by chance',
    lines: ({ table }) => [
      `add rule ${table} nat-output numgen random mod 2 vmap { 0 : goto service-A, 1 : goto service-B }`,
    ],
    needs: ['nft.nat-output', 'nft.goto'],
    modules: numgen,
  }),
  nftFeature({
    id: 'nft.dnat-map',
    token: ({ ip }) => `dnat ${ip} addr . port to`,
    purpose: 'address and port of an endpoint come from one look-up',
    lines: ({ table, ip, endpoints: [first, second] }) => [
      `add rule ${table} nat-prerouting meta l4proto tcp dnat ${ip} addr . port to numgen random mod 2 map ` +
        `{ 0 : ${first} . 8080, 1 : ${second} . 8080 }`,
    ],
    needs: ['nft.numgen', 'nft.dnat'],
    modules: () => [...nat(), ...numgen()],
  }),
];
