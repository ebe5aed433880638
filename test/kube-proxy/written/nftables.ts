import type { Family } from '../../../src/config/plan.ts';
import { addresses, type Script, type Setting, withPort } from './script.ts';

/**
 * What kube-proxy 1.36 hands to nft: its look at the tool and the kernel (knftables, New), then the transaction of the
 * first full sync (pkg/proxy/nftables/proxier.go, setupNFTables and syncProxyRules), then its look at what is there.
 */
export function nftablesScripts(family: Family, setting: Setting): readonly Script[] {
  const table = family === 'ipv4' ? 'ip kube-proxy' : 'ip6 kube-proxy';
  const lines = [...setupOf(family, setting), ...servicesOf(family, setting)];
  const stdin = `${lines.map((line) => line.replaceAll('$t', table)).join('\n')}\n`;
  return [
    { argv: ['sh', '-c', kernelGate] },
    { argv: ['nft', '--version'] },
    {
      argv: ['nft', '--check', '-f', '-'],
      stdin: `add table ${table} { comment "test" ; }\n`,
      mayFail: true,
    },
    { argv: ['nft', '--check', '-f', '-'], stdin: `add table ${table}\n` },
    { argv: ['nft', '-f', '-'], stdin },
    { argv: ['nft', '--json', 'list', 'table', ...table.split(' ')] },
    { argv: ['nft', '-f', '-'], stdin: laterOf(family).replaceAll('$t', table) },
  ];
}

/** kube-proxy itself refuses the mode on a kernel before 5.13 (pkg/proxy/nftables/supported.go). */
const kernelGate =
  'version=$(uname -r); major=${version%%.*}; rest=${version#*.}; minor=${rest%%[!0-9]*}; ' +
  '[ "$major" -gt 5 ] || { [ "$major" -eq 5 ] && [ "$minor" -ge 13 ]; } || ' +
  '{ echo "kube-proxy refuses kernel $version" >&2; exit 1; }';

const baseChains = [
  ['filter-prerouting-pre-dnat', 'type filter hook prerouting priority -110'],
  ['filter-output-pre-dnat', 'type filter hook output priority -110'],
  ['filter-input', 'type filter hook input priority 0'],
  ['filter-forward', 'type filter hook forward priority 0'],
  ['filter-output', 'type filter hook output priority 0'],
  ['nat-prerouting', 'type nat hook prerouting priority -100'],
  ['nat-output', 'type nat hook output priority -100'],
  ['nat-postrouting', 'type nat hook postrouting priority 100'],
] as const;

const jumps = [
  ['filter-input', 'ct state new', 'nodeport-endpoints-check'],
  ['filter-input', 'ct state new', 'service-endpoints-check'],
  ['filter-forward', 'ct state new', 'service-endpoints-check'],
  ['filter-output', 'ct state new', 'service-endpoints-check'],
  ['filter-prerouting-pre-dnat', 'ct state new', 'firewall-check'],
  ['filter-output-pre-dnat', 'ct state new', 'firewall-check'],
  ['nat-output', '', 'services'],
  ['nat-prerouting', '', 'services'],
  ['nat-postrouting', '', 'masquerading'],
  ['filter-forward', 'ct state new', 'cluster-ips-check'],
  ['filter-output', 'ct state new', 'cluster-ips-check'],
] as const;

function wordsOf(family: Family): { readonly ip: string; readonly type: string; readonly loopback: string } {
  return family === 'ipv4'
    ? { ip: 'ip', type: 'ipv4_addr', loopback: 'ip daddr != 127.0.0.0/8' }
    : { ip: 'ip6', type: 'ipv6_addr', loopback: 'ip6 daddr != ::1' };
}

/** The rule that tells traffic of Pods from other traffic. */
export function localOf(family: Family, { detectLocal }: Setting, not: boolean): string {
  const no = not ? '!= ' : '';
  if (detectLocal === 'bridge') return `iifname ${no}"cni0"`;
  if (detectLocal === 'prefix') return `iifname ${no}"cali*"`;
  return `${wordsOf(family).ip} saddr ${no}${addresses[family].pods}`;
}

function setupOf(family: Family, setting: Setting): readonly string[] {
  return [
    'add table $t { comment "rules for kube-proxy" ; }',
    ...baseChains.flatMap(([name]) => [`add chain $t ${name}`, `delete chain $t ${name}`]),
    ...baseChains.flatMap(([name, hook]) => [`add chain $t ${name} { ${hook} ; }`, `flush chain $t ${name}`]),
    ...[...new Set(jumps.map(([, , to]) => to))].flatMap(chainLines),
    ...jumps.map(([from, when, to]) => `add rule $t ${from} ${when} jump ${to}`),
    ...masqueradeOf(family),
    ...setsOf(family, setting),
    ...dispatchOf(family, setting),
  ];
}

function chainLines(name: string): readonly string[] {
  return [`add chain $t ${name}`, `flush chain $t ${name}`];
}

function masqueradeOf(family: Family): readonly string[] {
  const { ip, type } = wordsOf(family);
  return [
    `add set $t hairpin-connections { type ${type} . ${type} . inet_proto . inet_service ; comment "service hairpin connections" ; }`,
    'add rule $t masquerading mark and 0x4000 != 0 mark set mark xor 0x4000 masquerade fully-random',
    `add rule $t masquerading ct status dnat ${ip} saddr . ${ip} daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random`,
  ];
}

function map(name: string, of: string, comment: string): string {
  return `add map $t ${name} { ${of} ; comment "${comment}" ; }`;
}

function setsOf(family: Family, { nodePortAddresses }: Setting): readonly string[] {
  const { ip, type } = wordsOf(family);
  const { services, node } = addresses[family];
  const triple = `type ${type} . inet_proto . inet_service : verdict`;
  return [
    `add set $t cluster-ips { type ${type} ; comment "Active ClusterIPs" ; }`,
    `add rule $t cluster-ips-check ${ip} daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"`,
    `add rule $t cluster-ips-check ${ip} daddr { ${services} } drop comment "Drop traffic to unallocated ClusterIPs"`,
    `add set $t nodeport-ips { type ${type} ; comment "IPs that accept NodePort traffic" ; }`,
    ...(nodePortAddresses === 'all'
      ? ['delete set $t nodeport-ips']
      : ['flush set $t nodeport-ips', `add element $t nodeport-ips { ${node} }`]),
    map('no-endpoint-services', triple, 'vmap to drop or reject packets to services with no endpoints'),
    map(
      'no-endpoint-nodeports',
      'type inet_proto . inet_service : verdict',
      'vmap to drop or reject packets to service nodeports with no endpoints',
    ),
    'add chain $t reject-chain { comment "helper for @no-endpoint-services / @no-endpoint-nodeports" ; }',
    'flush chain $t reject-chain',
    'add rule $t reject-chain reject',
    map('firewall-ips', triple, 'destinations that are subject to LoadBalancerSourceRanges'),
    map('service-ips', triple, 'ClusterIP, ExternalIP and LoadBalancer IP traffic'),
    map('service-nodeports', 'type inet_proto . inet_service : verdict', 'NodePort traffic'),
  ];
}

function dispatchOf(family: Family, setting: Setting): readonly string[] {
  const { ip, loopback } = wordsOf(family);
  const service = `${ip} daddr . meta l4proto . th dport vmap`;
  const isAll = setting.nodePortAddresses === 'all';
  const check = isAll ? loopback : `${ip} daddr @nodeport-ips`;
  const nodePort = isAll ? `fib daddr type local ${loopback}` : `${ip} daddr @nodeport-ips`;
  const clusterIPs = setting.masqueradeAll ? '' : ` ${localOf(family, setting, true)}`;
  return [
    `add rule $t service-endpoints-check ${service} @no-endpoint-services`,
    `add rule $t nodeport-endpoints-check ${check} meta l4proto . th dport vmap @no-endpoint-nodeports`,
    `add rule $t firewall-check ${service} @firewall-ips`,
    `add rule $t services ${ip} daddr @cluster-ips${clusterIPs} mark set mark or 0x4000 comment "masquerade clusterIP traffic"`,
    `add rule $t services ${service} @service-ips`,
    `add rule $t services ${nodePort} meta l4proto . th dport vmap @service-nodeports`,
    'flush set $t cluster-ips',
    'flush set $t hairpin-connections',
    ...[
      'service-ips',
      'firewall-ips',
      'no-endpoint-services',
      'no-endpoint-nodeports',
      'service-nodeports',
    ].map((name) => `flush map $t ${name}`),
  ];
}

function servicesOf(family: Family, setting: Setting): readonly string[] {
  const { web, dns, endpoints } = addresses[family];
  const [one, two] = endpoints;
  return [
    // A Service with a NodePort and two endpoints, one of them on this node.
    ...['service-AAAAAAAA-default/web/tcp/http', 'external-AAAAAAAA-default/web/tcp/http'].flatMap(
      chainLines,
    ),
    `add element $t hairpin-connections { ${one} . ${one} . tcp . 8080 }`,
    `add element $t cluster-ips { ${web} }`,
    `add element $t service-ips { ${web} . tcp . 80 : goto service-AAAAAAAA-default/web/tcp/http }`,
    'add element $t service-nodeports { tcp . 30080 : goto external-AAAAAAAA-default/web/tcp/http }',
    'add rule $t external-AAAAAAAA-default/web/tcp/http mark set mark or 0x4000 comment "masquerade"',
    'add rule $t external-AAAAAAAA-default/web/tcp/http goto service-AAAAAAAA-default/web/tcp/http',
    dnatOf('service-AAAAAAAA-default/web/tcp/http', family, 'tcp', [one, two]),
    // One endpoint, UDP.
    ...chainLines('service-BBBBBBBB-kube-system/dns/udp/dns'),
    `add element $t cluster-ips { ${dns} }`,
    `add element $t service-ips { ${dns} . udp . 53 : goto service-BBBBBBBB-kube-system/dns/udp/dns }`,
    dnatOf('service-BBBBBBBB-kube-system/dns/udp/dns', family, 'udp', [two]),
    // No endpoints; and internalTrafficPolicy: Local without one on this node.
    `add element $t no-endpoint-services { ${web} . tcp . 81 comment "default/none:http" : goto reject-chain }`,
    'add element $t no-endpoint-nodeports { tcp . 30081 comment "default/none:http" : goto reject-chain }',
    `add element $t no-endpoint-services { ${web} . tcp . 82 comment "default/inner:http" : drop }`,
    ...rareOf(family, setting),
  ];
}

function dnatOf(chain: string, family: Family, protocol: string, endpoints: readonly string[]): string {
  const elements = endpoints.map((address, index) => `${index} : ${address} . 8080`).join(' , ');
  return (
    `add rule $t ${chain} meta l4proto ${protocol} dnat ${wordsOf(family).ip} addr . port to ` +
    `numgen random mod ${endpoints.length} map { ${elements} }`
  );
}

function rareOf(family: Family, setting: Setting): readonly string[] {
  const { web, external, balancer, sources, endpoints } = addresses[family];
  const { ip, type } = wordsOf(family);
  const rules = {
    'external-ips': [
      `add element $t service-ips { ${external} . tcp . 80 : goto external-AAAAAAAA-default/web/tcp/http }`,
    ],
    'external-local': [
      ...chainLines('external-CCCCCCCC-default/local/tcp/http'),
      `add rule $t external-CCCCCCCC-default/local/tcp/http ${localOf(family, setting, false)} goto service-AAAAAAAA-default/web/tcp/http comment "short-circuit pod traffic"`,
      'add rule $t external-CCCCCCCC-default/local/tcp/http fib saddr type local mark set mark or 0x4000 comment "masquerade local traffic"',
      'add rule $t external-CCCCCCCC-default/local/tcp/http fib saddr type local goto service-AAAAAAAA-default/web/tcp/http comment "short-circuit local traffic"',
      'add element $t service-nodeports { tcp . 30082 : goto external-CCCCCCCC-default/local/tcp/http }',
      'add element $t no-endpoint-nodeports { tcp . 30082 comment "default/local:http" : drop }',
    ],
    'source-ranges': [
      ...chainLines('firewall-DDDDDDDD-default/lb/tcp/http'),
      `add element $t firewall-ips { ${balancer} . tcp . 80 : goto firewall-DDDDDDDD-default/lb/tcp/http }`,
      `add rule $t firewall-DDDDDDDD-default/lb/tcp/http ${ip} saddr != { ${sources.join(' , ')} } drop`,
    ],
    affinity: affinityOf(family, ip, type),
    sctp: [
      ...chainLines('service-FFFFFFFF-default/sig/sctp/s'),
      `add element $t service-ips { ${web} . sctp . 7 : goto service-FFFFFFFF-default/sig/sctp/s }`,
      dnatOf('service-FFFFFFFF-default/sig/sctp/s', family, 'sctp', endpoints),
    ],
  } as const;
  return setting.kinds.flatMap((kind) => rules[kind]);
}

/** Session affinity: a chain and a set for each endpoint. */
function affinityOf(family: Family, ip: string, type: string): readonly string[] {
  const service = 'service-EEEEEEEE-default/sticky/tcp/http';
  const each = addresses[family].endpoints.map((address, index) => ({
    chain: `endpoint-EEEEEEE${index}-default/sticky/tcp/http__${address.replaceAll(':', '.')}/8080`,
    set: `affinity-EEEEEEE${index}-default/sticky/tcp/http__${address.replaceAll(':', '.')}/8080`,
    address,
  }));
  return [
    ...[service, ...each.map(({ chain }) => chain)].flatMap(chainLines),
    ...each.map(({ set }) => `add set $t ${set} { type ${type} ; flags dynamic,timeout ; timeout 10800s ; }`),
    ...each.map(({ chain, set }) => `add rule $t ${service} ${ip} saddr @${set} goto ${chain}`),
    `add rule $t ${service} numgen random mod 2 vmap { ${each.map(({ chain }, index) => `${index} : goto ${chain}`).join(' , ')} }`,
    ...each.flatMap(({ chain, set, address }) => [
      `add rule $t ${chain} update @${set} { ${ip} saddr }`,
      `add rule $t ${chain} meta l4proto tcp dnat to ${withPort(address, 8080)}`,
    ]),
  ];
}

/** A later sync: what is gone is taken out, and its chain emptied; chains are deleted a second after. */
function laterOf(family: Family): string {
  const { dns } = addresses[family];
  return [
    `delete element $t service-ips { ${dns} . udp . 53 }`,
    `delete element $t cluster-ips { ${dns} }`,
    'flush chain $t service-BBBBBBBB-kube-system/dns/udp/dns',
    '',
  ].join('\n');
}
