import type { Family } from '../../../src/config/plan.ts';
import { ensured, type Jump, localIn } from './iptables.ts';
import { addresses, type Script, type Setting, withPort } from './script.ts';

const access = '-m comment --comment "kubernetes ipvs access filter"';
const firewall = '-m comment --comment "kube-proxy firewall rules"';
const portals = '-m comment --comment "kubernetes service portals"';

const jumps: readonly Jump[] = [
  ['nat', 'KUBE-SERVICES', 'OUTPUT', portals],
  ['nat', 'KUBE-SERVICES', 'PREROUTING', portals],
  ['nat', 'KUBE-POSTROUTING', 'POSTROUTING', '-m comment --comment "kubernetes postrouting rules"'],
  ['filter', 'KUBE-FORWARD', 'FORWARD', '-m comment --comment "kubernetes forwarding rules"'],
  ['filter', 'KUBE-NODE-PORT', 'INPUT', '-m comment --comment "kubernetes health check rules"'],
  ['filter', 'KUBE-PROXY-FIREWALL', 'INPUT', firewall],
  ['filter', 'KUBE-PROXY-FIREWALL', 'FORWARD', firewall],
  ['filter', 'KUBE-IPVS-FILTER', 'INPUT', access],
  ['filter', 'KUBE-IPVS-OUT-FILTER', 'OUTPUT', access],
];

/** Its seventeen sets: every one is made, whatever Services there are. */
const sets = {
  'LOOP-BACK': 'hash:ip,port,ip',
  'CLUSTER-IP': 'hash:ip,port',
  'EXTERNAL-IP': 'hash:ip,port',
  'EXTERNAL-IP-LOCAL': 'hash:ip,port',
  'LOAD-BALANCER': 'hash:ip,port',
  'LOAD-BALANCER-FW': 'hash:ip,port',
  'LOAD-BALANCER-LOCAL': 'hash:ip,port',
  'LOAD-BALANCER-SOURCE-IP': 'hash:ip,port,ip',
  'LOAD-BALANCER-SOURCE-CIDR': 'hash:ip,port,net',
  'NODE-PORT-TCP': 'bitmap:port',
  'NODE-PORT-LOCAL-TCP': 'bitmap:port',
  'NODE-PORT-UDP': 'bitmap:port',
  'NODE-PORT-LOCAL-UDP': 'bitmap:port',
  'NODE-PORT-SCTP-HASH': 'hash:ip,port',
  'NODE-PORT-LOCAL-SCTP-HASH': 'hash:ip,port',
  'HEALTH-CHECK-NODE-PORT': 'bitmap:port',
  'IPVS-IPS': 'hash:ip',
} as const;
type SetName = keyof typeof sets;

/** ipset allows 31 characters; a name of IPv6 that is longer is cut (pkg/proxy/ipvs/ipset.go). */
function setName(family: Family, name: string): string {
  return `${family === 'ipv4' ? 'KUBE-' : 'KUBE-6-'}${name}`.slice(0, 31);
}

/**
 * What kube-proxy 1.36 does in ipvs mode (pkg/proxy/ipvs/proxier.go). It speaks to IPVS and to links by netlink, not by
 * programs: ipvsadm and ip stand here for that, with the same requests.
 */
export function ipvsScripts(family: Family, setting: Setting): readonly Script[] {
  const iptables = family === 'ipv4' ? 'iptables' : 'ip6tables';
  const { web, dns, endpoints } = addresses[family];
  const { scheduler } = setting;
  const server = (address: string, port: number, flag = '-t'): Script[] => [
    { argv: ['ipvsadm', '-A', flag, withPort(address, port), '-s', scheduler] },
    ...endpoints.map((endpoint): Script => ({
      argv: ['ipvsadm', '-a', flag, withPort(address, port), '-r', withPort(endpoint, 8080), '-m', '-w', '1'],
    })),
  ];
  return [
    { argv: ['ipset', '--version'] },
    // Its test at the start, by IPv4 whatever the family.
    { argv: ['ipvsadm', '-A', '-t', '198.51.100.0:20000', '-s', scheduler] },
    { argv: ['ipvsadm', '-D', '-t', '198.51.100.0:20000'] },
    ...ensured(iptables, [...jumps]),
    ...[
      'nat KUBE-NODE-PORT',
      'nat KUBE-LOAD-BALANCER',
      'nat KUBE-MARK-MASQ',
      'filter KUBE-SOURCE-RANGES-FIREWALL',
    ].map((one): Script => {
      const [table = '', chain = ''] = one.split(' ');
      return { argv: [iptables, '-w', '5', '-N', chain, '-t', table] };
    }),
    { argv: ['ip', 'link', 'add', 'kube-ipvs0', 'type', 'dummy'] },
    ...createdSets(family),
    ...server(web, 80),
    ...server(dns, 53, '-u'),
    ...(setting.kinds.includes('affinity')
      ? [
          {
            argv: ['ipvsadm', '-A', '-t', withPort(web, 83), '-s', scheduler, '-p', '10800'],
          } satisfies Script,
        ]
      : []),
    { argv: ['ip', 'addr', 'add', `${web}/${family === 'ipv4' ? 32 : 128}`, 'dev', 'kube-ipvs0'] },
    ...entriesOf(family, setting),
    {
      argv: [`${iptables}-restore`, '-w', '5', '--noflush', '--counters'],
      stdin: restoreOf(family, setting),
    },
  ];
}

function createdSets(family: Family): readonly Script[] {
  return Object.entries(sets).map(([name, type]): Script => {
    const options =
      type === 'bitmap:port'
        ? ['range', '0-65535']
        : ['family', family === 'ipv4' ? 'inet' : 'inet6', 'hashsize', '1024', 'maxelem', '65536'];
    return { argv: ['ipset', 'create', setName(family, name), type, ...options, '-exist'] };
  });
}

function entriesOf(family: Family, { kinds }: Setting): readonly Script[] {
  const { web, dns, endpoints, external, balancer, sources, node } = addresses[family];
  const rare = {
    affinity: [],
    'external-ips': [['EXTERNAL-IP', `${external},tcp:80`]],
    'external-local': [
      ['EXTERNAL-IP-LOCAL', `${external},tcp:82`],
      ['LOAD-BALANCER', `${balancer},tcp:82`],
      ['LOAD-BALANCER-LOCAL', `${balancer},tcp:82`],
      ['NODE-PORT-LOCAL-TCP', '30082'],
      ['NODE-PORT-TCP', '30082'],
      ['NODE-PORT-LOCAL-UDP', '30083'],
      ['HEALTH-CHECK-NODE-PORT', '32000'],
    ],
    'source-ranges': [
      ['LOAD-BALANCER', `${balancer},tcp:80`],
      ['LOAD-BALANCER-FW', `${balancer},tcp:80`],
      ...sources.map((source) => ['LOAD-BALANCER-SOURCE-CIDR', `${balancer},tcp:80,${source}`] as const),
      ['LOAD-BALANCER-SOURCE-IP', `${balancer},tcp:80,${balancer}`],
    ],
    sctp: [
      ['NODE-PORT-SCTP-HASH', `${node},sctp:30007`],
      ['NODE-PORT-LOCAL-SCTP-HASH', `${node},sctp:30007`],
    ],
  } as const satisfies Record<string, readonly (readonly [SetName, string])[]>;
  const entries: readonly (readonly [SetName, string])[] = [
    ['CLUSTER-IP', `${web},tcp:80`],
    ['CLUSTER-IP', `${dns},udp:53`],
    ['LOOP-BACK', `${endpoints[0]},tcp:8080,${endpoints[0]}`],
    ['NODE-PORT-TCP', '30080'],
    ['NODE-PORT-UDP', '30053'],
    ['IPVS-IPS', web],
    ...kinds.flatMap((kind): readonly (readonly [SetName, string])[] => rare[kind]),
  ];
  return entries.map(([name, entry]): Script => ({
    argv: ['ipset', 'add', setName(family, name), entry, '-exist'],
  }));
}

function restoreOf(family: Family, setting: Setting): string {
  return [
    '*nat',
    ...['SERVICES', 'POSTROUTING', 'NODE-PORT', 'LOAD-BALANCER', 'MARK-MASQ'].map(chainLine),
    ...natRules(family, setting),
    'COMMIT',
    '*filter',
    ...[
      'FORWARD',
      'NODE-PORT',
      'PROXY-FIREWALL',
      'SOURCE-RANGES-FIREWALL',
      'IPVS-FILTER',
      'IPVS-OUT-FILTER',
    ].map(chainLine),
    ...filterRules(family, setting),
    'COMMIT',
    '',
  ].join('\n');
}

function chainLine(name: string): string {
  return `:KUBE-${name} - [0:0]`;
}

function matcher(family: Family): (name: SetName, way: string) => string {
  return (name, way) => `-m set --match-set ${setName(family, name)} ${way}`;
}

function natRules(family: Family, setting: Setting): readonly string[] {
  const match = matcher(family);
  const has = (kind: Setting['kinds'][number]): boolean => setting.kinds.includes(kind);
  const port = (protocol: string, set: SetName, target: string, way = 'dst'): string =>
    `-A KUBE-NODE-PORT -p ${protocol} -m comment --comment "Kubernetes nodeport ${protocol} port" ${match(set, way)} -j ${target}`;
  const clusterIP =
    '-A KUBE-SERVICES -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose"';
  const local = setting.masqueradeAll ? '' : ` ${localIn(family, setting, true)}`;
  const balancers = has('external-local') || has('source-ranges');
  return [
    `-A KUBE-SERVICES -s ${family === 'ipv4' ? '127.0.0.0/8' : '::1/128'} -j RETURN`,
    `-A KUBE-POSTROUTING -m comment --comment "Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose" ${match('LOOP-BACK', 'dst,dst,src')} -j MASQUERADE`,
    ...(balancers
      ? [
          `-A KUBE-SERVICES -m comment --comment "Kubernetes service lb portal" ${match('LOAD-BALANCER', 'dst,dst')} -j KUBE-LOAD-BALANCER`,
        ]
      : []),
    ...(has('external-local')
      ? [
          `-A KUBE-LOAD-BALANCER -m comment --comment "Kubernetes service load balancer ip + port with externalTrafficPolicy=local" ${match('LOAD-BALANCER-LOCAL', 'dst,dst')} -j RETURN`,
          port('tcp', 'NODE-PORT-LOCAL-TCP', 'RETURN'),
          port('udp', 'NODE-PORT-LOCAL-UDP', 'RETURN'),
        ]
      : []),
    port('tcp', 'NODE-PORT-TCP', 'KUBE-MARK-MASQ'),
    port('udp', 'NODE-PORT-UDP', 'KUBE-MARK-MASQ'),
    ...(has('sctp')
      ? [
          port('sctp', 'NODE-PORT-LOCAL-SCTP-HASH', 'RETURN', 'dst,dst'),
          port('sctp', 'NODE-PORT-SCTP-HASH', 'KUBE-MARK-MASQ', 'dst,dst'),
        ]
      : []),
    `${clusterIP} ${match('CLUSTER-IP', 'dst,dst')}${local} -j KUBE-MARK-MASQ`,
    ...externalRules(family, setting),
    '-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT',
    '-A KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ',
    `-A KUBE-SERVICES ${match('CLUSTER-IP', 'dst,dst')} -j ACCEPT`,
    ...(balancers ? [`-A KUBE-SERVICES ${match('LOAD-BALANCER', 'dst,dst')} -j ACCEPT`] : []),
    '-A KUBE-POSTROUTING -m mark ! --mark 0x00004000/0x00004000 -j RETURN',
    '-A KUBE-POSTROUTING -j MARK --xor-mark 0x00004000',
    '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    '-A KUBE-MARK-MASQ -j MARK --or-mark 0x00004000',
  ];
}

/** Of Services with externalIPs, by either traffic policy: the only place where kube-proxy asks for physdev. */
function externalRules(family: Family, { kinds }: Setting): readonly string[] {
  const rules = (name: SetName, isMasqueraded: boolean): readonly string[] => {
    const start = `-A KUBE-SERVICES -m comment --comment "Kubernetes service external ip + port" ${matcher(family)(name, 'dst,dst')}`;
    return [
      ...(isMasqueraded ? [`${start} -j KUBE-MARK-MASQ`] : []),
      `${start} -m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ACCEPT`,
      `${start} -m addrtype --dst-type LOCAL -j ACCEPT`,
    ];
  };
  return kinds.includes('external-ips')
    ? [...rules('EXTERNAL-IP', true), ...rules('EXTERNAL-IP-LOCAL', false)]
    : [];
}

function filterRules(family: Family, setting: Setting): readonly string[] {
  const match = matcher(family);
  const { balancer } = addresses[family];
  const out = (name: SetName, way: string): string => `-A KUBE-IPVS-FILTER ${match(name, way)} -j RETURN`;
  const ranges = [
    `-A KUBE-PROXY-FIREWALL -m comment --comment "Kubernetes service load balancer ip + port for load balancer with sourceRange" ${match('LOAD-BALANCER-FW', 'dst,dst')} -j KUBE-SOURCE-RANGES-FIREWALL`,
    `-A KUBE-SOURCE-RANGES-FIREWALL -m comment --comment "source cidr" ${match('LOAD-BALANCER-SOURCE-CIDR', 'dst,dst,src')} -j RETURN`,
    `-A KUBE-SOURCE-RANGES-FIREWALL -m comment --comment "source ip" ${match('LOAD-BALANCER-SOURCE-IP', 'dst,dst,src')} -j RETURN`,
    // Where no range holds the address of this node.
    `-A KUBE-IPVS-OUT-FILTER -s ${balancer} -m ipvs --vaddr ${balancer} --vproto tcp --vport 80 -j DROP`,
  ];
  return [
    ...(setting.kinds.includes('source-ranges') ? ranges : []),
    '-A KUBE-SOURCE-RANGES-FIREWALL -j DROP',
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x00004000/0x00004000 -j ACCEPT',
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    `-A KUBE-NODE-PORT -m comment --comment "Kubernetes health check node port" ${match('HEALTH-CHECK-NODE-PORT', 'dst')} -j ACCEPT`,
    ...(['LOAD-BALANCER', 'CLUSTER-IP', 'EXTERNAL-IP', 'EXTERNAL-IP-LOCAL'] as const).map((name) =>
      out(name, 'dst,dst'),
    ),
    out('HEALTH-CHECK-NODE-PORT', 'dst'),
    `-A KUBE-IPVS-FILTER -m conntrack --ctstate NEW ${match('IPVS-IPS', 'dst')} -j REJECT`,
  ];
}
