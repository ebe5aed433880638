import type { Family } from '../../../src/config/plan.ts';
import { addresses, type Script, type Setting, withPort } from './script.ts';

const portals = '-m comment --comment "kubernetes service portals"';
const externals = '-m comment --comment "kubernetes externally-visible service portals"';
const firewall = '-m comment --comment "kubernetes load balancer firewall"';
const isNew = '-m conntrack --ctstate NEW';

/** Table, kube-proxy's chain, chain it is reached from, and the words of the jump. */
const jumps = [
  ['filter', 'KUBE-EXTERNAL-SERVICES', 'INPUT', `${isNew} ${externals}`],
  ['filter', 'KUBE-EXTERNAL-SERVICES', 'FORWARD', `${isNew} ${externals}`],
  ['filter', 'KUBE-NODEPORTS', 'INPUT', '-m comment --comment "kubernetes health check service ports"'],
  ['filter', 'KUBE-SERVICES', 'FORWARD', `${isNew} ${portals}`],
  ['filter', 'KUBE-SERVICES', 'OUTPUT', `${isNew} ${portals}`],
  ['filter', 'KUBE-FORWARD', 'FORWARD', '-m comment --comment "kubernetes forwarding rules"'],
  ['filter', 'KUBE-PROXY-FIREWALL', 'INPUT', `${isNew} ${firewall}`],
  ['filter', 'KUBE-PROXY-FIREWALL', 'OUTPUT', `${isNew} ${firewall}`],
  ['filter', 'KUBE-PROXY-FIREWALL', 'FORWARD', `${isNew} ${firewall}`],
  ['nat', 'KUBE-SERVICES', 'OUTPUT', portals],
  ['nat', 'KUBE-SERVICES', 'PREROUTING', portals],
  ['nat', 'KUBE-POSTROUTING', 'POSTROUTING', '-m comment --comment "kubernetes postrouting rules"'],
] as const;

/**
 * What kube-proxy 1.36 runs in iptables mode: its test at the start, its chains and the jumps to them, the canaries by
 * which it sees that rules were flushed, and one restore (pkg/proxy/iptables/proxier.go, syncProxyRules;
 * pkg/util/iptables, Monitor). A canary that cannot be made is logged, and tried again later; nothing waits for it.
 */
export function iptablesScripts(family: Family, setting: Setting): readonly Script[] {
  const iptables = family === 'ipv4' ? 'iptables' : 'ip6tables';
  return [
    { argv: [iptables, '-w', '5', '-S', 'POSTROUTING', '-t', 'nat'] },
    ...['mangle', 'nat', 'filter'].map((table): Script => ({
      argv: [iptables, '-w', '5', '-N', 'KUBE-PROXY-CANARY', '-t', table],
      mayFail: true,
    })),
    ...ensured(iptables, jumps),
    {
      argv: [`${iptables}-restore`, '-w', '5', '--noflush', '--counters'],
      stdin: restoreOf(family, setting),
    },
    { argv: [`${iptables}-save`, '-t', 'nat'] },
  ];
}

export type Jump = readonly [table: string, chain: string, from: string, words: string];

/** Chains first, each once; then the jumps to them. */
export function ensured(iptables: string, given: readonly Jump[]): readonly Script[] {
  const chains = [...new Set(given.map(([table, chain]) => `${chain} -t ${table}`))];
  return [
    ...chains.map((chain): Script => ({ argv: [iptables, '-w', '5', '-N', ...chain.split(' ')] })),
    ...given.map(([table, chain, from, words]): Script => ({
      argv: [iptables, '-w', '5', '-I', from, '-t', table, ...wordsIn(words), '-j', chain],
    })),
  ];
}

/** The words of a rule as a shell would split them. */
export function wordsIn(rule: string): readonly string[] {
  return [...rule.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function restoreOf(family: Family, setting: Setting): string {
  const filterChains = ['SERVICES', 'EXTERNAL-SERVICES', 'FORWARD', 'NODEPORTS', 'PROXY-FIREWALL'];
  const localnet = family === 'ipv4' && setting.localhostNodePorts;
  const rules = rulesOf(family, setting);
  const natChains = ['SERVICES', 'NODEPORTS', 'POSTROUTING', 'MARK-MASQ', ...namesIn(rules)];
  return [
    '*filter',
    ...[...filterChains, ...(localnet ? ['FIREWALL'] : [])].map((name) => `:KUBE-${name} - [0:0]`),
    ...(localnet
      ? [
          '-A KUBE-FIREWALL -m comment --comment "block incoming localnet connections" -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
        ]
      : []),
    ...filterRules(family, setting),
    'COMMIT',
    '*nat',
    ...natChains.map((name) => `:KUBE-${name} - [0:0]`),
    ...rules,
    'COMMIT',
    '',
  ].join('\n');
}

/** Names of chains of Services and endpoints, without `KUBE-`. */
function namesIn(rules: readonly string[]): readonly string[] {
  const names = rules.flatMap((rule) => /^-A KUBE-((?:SVC|SVL|EXT|FW|SEP)-\S+)/u.exec(rule)?.[1] ?? []);
  return [...new Set(names)];
}

function refuse(chain: string, comment: string, match: string, target: string): string {
  return `-A ${chain} -m comment --comment "${comment}" ${match} -j ${target}`;
}

function filterRules(family: Family, { kinds, counters }: Setting): readonly string[] {
  const { web, external, balancer } = addresses[family];
  const rare = {
    affinity: [],
    'external-ips': [
      refuse(
        'KUBE-EXTERNAL-SERVICES',
        'default/none:http has no endpoints',
        portOf('tcp', external, 81),
        'REJECT',
      ),
    ],
    'external-local': [
      refuse(
        'KUBE-EXTERNAL-SERVICES',
        'default/local:http has no local endpoints',
        `-m addrtype --dst-type LOCAL ${portOf('tcp', '', 30082)}`,
        'DROP',
      ),
      refuse(
        'KUBE-NODEPORTS',
        'default/local:http health check node port',
        portOf('tcp', '', 32000),
        'ACCEPT',
      ),
    ],
    'source-ranges': [
      refuse(
        'KUBE-PROXY-FIREWALL',
        'default/lb:http traffic not accepted by KUBE-FW-AAAAAAAAAAAAAAAA',
        portOf('tcp', balancer, 80),
        'DROP',
      ),
    ],
    sctp: [],
  } as const;
  return [
    refuse('KUBE-SERVICES', 'default/none:http has no endpoints', portOf('tcp', web, 81), 'REJECT'),
    refuse('KUBE-SERVICES', 'default/inner:http has no local endpoints', portOf('udp', web, 82), 'DROP'),
    ...kinds.flatMap((kind) => rare[kind]),
    `-A KUBE-FORWARD -m conntrack --ctstate INVALID${counters ? ' -m nfacct --nfacct-name ct_state_invalid_dropped_pkts' : ''} -j DROP`,
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x00004000/0x00004000 -j ACCEPT',
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ];
}

function portOf(protocol: string, address: string, port: number): string {
  const to = address === '' ? '' : ` -d ${address}`;
  return `-m ${protocol} -p ${protocol}${to} --dport ${port}`;
}

/** How iptables tells traffic of Pods; `not`: all other traffic. */
export function localIn(family: Family, { detectLocal }: Setting, not: boolean): string {
  const match = { cidr: `-s ${addresses[family].pods}`, bridge: '-i cni0', prefix: '-i cali+' }[detectLocal];
  return `${not ? '! ' : ''}${match}`;
}

function rulesOf(family: Family, setting: Setting): readonly string[] {
  const { web, dns, endpoints } = addresses[family];
  const local = setting.masqueradeAll ? '' : ` ${localIn(family, setting, true)}`;
  return [
    '-A KUBE-POSTROUTING -m mark ! --mark 0x00004000/0x00004000 -j RETURN',
    '-A KUBE-POSTROUTING -j MARK --xor-mark 0x00004000',
    '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    '-A KUBE-MARK-MASQ -j MARK --or-mark 0x00004000',
    // A Service with a NodePort and two endpoints.
    `-A KUBE-SERVICES ${cluster('default/web:http')} ${portOf('tcp', web, 80)} -j KUBE-SVC-AAAAAAAAAAAAAAAA`,
    ...(setting.counters && setting.localhostNodePorts && family === 'ipv4'
      ? [
          `-A KUBE-NODEPORTS -m comment --comment default/web:http ${portOf('tcp', '127.0.0.0/8', 30080)} -m nfacct --nfacct-name localhost_nps_accepted_pkts -j KUBE-EXT-AAAAAAAAAAAAAAAA`,
        ]
      : []),
    `-A KUBE-NODEPORTS -m comment --comment default/web:http ${portOf('tcp', '', 30080)} -j KUBE-EXT-AAAAAAAAAAAAAAAA`,
    `-A KUBE-SVC-AAAAAAAAAAAAAAAA ${cluster('default/web:http')} ${portOf('tcp', web, 80)}${local} -j KUBE-MARK-MASQ`,
    '-A KUBE-EXT-AAAAAAAAAAAAAAAA -m comment --comment "masquerade traffic for default/web:http external destinations" -j KUBE-MARK-MASQ',
    '-A KUBE-EXT-AAAAAAAAAAAAAAAA -j KUBE-SVC-AAAAAAAAAAAAAAAA',
    ...chosen('KUBE-SVC-AAAAAAAAAAAAAAAA', 'A', 'default/web:http', endpoints),
    ...endpoints.flatMap((address, index) => endpointOf(`A${index}`, 'default/web:http', 'tcp', address, '')),
    // One endpoint, UDP.
    `-A KUBE-SERVICES ${cluster('kube-system/dns:dns')} ${portOf('udp', dns, 53)} -j KUBE-SVC-BBBBBBBBBBBBBBBB`,
    ...chosen('KUBE-SVC-BBBBBBBBBBBBBBBB', 'B', 'kube-system/dns:dns', endpoints.slice(0, 1)),
    ...endpointOf('B0', 'kube-system/dns:dns', 'udp', endpoints[0], ''),
    ...rareOf(family, setting),
    ...lastRules(family, setting),
  ];
}

function cluster(service: string): string {
  return `-m comment --comment "${service} cluster IP"`;
}

function nameOf(id: string): string {
  return `KUBE-SEP-${id.padEnd(16, 'X')}`;
}

function chosen(chain: string, id: string, service: string, endpoints: readonly string[]): readonly string[] {
  return endpoints.map((address, index) => {
    const left = endpoints.length - index;
    const chance = left === 1 ? '' : ` -m statistic --mode random --probability ${(1 / left).toFixed(10)}`;
    return `-A ${chain} -m comment --comment "${service} -> ${withPort(address, 8080)}"${chance} -j ${nameOf(`${id}${index}`)}`;
  });
}

function endpointOf(
  id: string,
  service: string,
  protocol: string,
  address: string,
  recent: string,
): readonly string[] {
  const start = `-A ${nameOf(id)} -m comment --comment ${service}`;
  return [
    `${start} -s ${address} -j KUBE-MARK-MASQ`,
    `${start}${recent} -m ${protocol} -p ${protocol} -j DNAT --to-destination ${withPort(address, 8080)}`,
  ];
}

function rareOf(family: Family, setting: Setting): readonly string[] {
  const { web, external, balancer, sources, endpoints } = addresses[family];
  const local = localIn(family, setting, false);
  const ext = 'KUBE-EXT-CCCCCCCCCCCCCCCC';
  const rules = {
    affinity: [
      ...endpoints.map(
        (address, index) =>
          `-A KUBE-SVC-EEEEEEEEEEEEEEEE -m comment --comment "default/sticky:http -> ${withPort(address, 8080)}" -m recent --name ${nameOf(`E${index}`)} --rcheck --seconds 10800 --reap -j ${nameOf(`E${index}`)}`,
      ),
      ...chosen('KUBE-SVC-EEEEEEEEEEEEEEEE', 'E', 'default/sticky:http', endpoints),
      ...endpoints.flatMap((address, index) =>
        endpointOf(
          `E${index}`,
          'default/sticky:http',
          'tcp',
          address,
          ` -m recent --name ${nameOf(`E${index}`)} --set`,
        ),
      ),
    ],
    'external-ips': [
      `-A KUBE-SERVICES -m comment --comment "default/web:http external IP" ${portOf('tcp', external, 80)} -j KUBE-EXT-AAAAAAAAAAAAAAAA`,
    ],
    'external-local': [
      `-A KUBE-NODEPORTS -m comment --comment default/local:http ${portOf('tcp', '', 30082)} -j ${ext}`,
      `-A ${ext} -m comment --comment "pod traffic for default/local:http external destinations" ${local} -j KUBE-SVC-AAAAAAAAAAAAAAAA`,
      `-A ${ext} -m comment --comment "masquerade LOCAL traffic for default/local:http external destinations" -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ`,
      `-A ${ext} -m comment --comment "route LOCAL traffic for default/local:http external destinations" -m addrtype --src-type LOCAL -j KUBE-SVC-AAAAAAAAAAAAAAAA`,
    ],
    'source-ranges': [
      `-A KUBE-SERVICES -m comment --comment "default/lb:http loadbalancer IP" ${portOf('tcp', balancer, 80)} -j KUBE-FW-AAAAAAAAAAAAAAAA`,
      ...sources.map(
        (source) =>
          `-A KUBE-FW-AAAAAAAAAAAAAAAA -m comment --comment "default/lb:http loadbalancer IP" -s ${source} -j KUBE-EXT-AAAAAAAAAAAAAAAA`,
      ),
      '-A KUBE-FW-AAAAAAAAAAAAAAAA -m comment --comment "other traffic to default/lb:http will be dropped by KUBE-PROXY-FIREWALL"',
    ],
    sctp: [
      `-A KUBE-SERVICES ${cluster('default/sig:s')} ${portOf('sctp', web, 7)} -j KUBE-SVC-FFFFFFFFFFFFFFFF`,
      ...chosen('KUBE-SVC-FFFFFFFFFFFFFFFF', 'F', 'default/sig:s', endpoints.slice(0, 1)),
      ...endpointOf('F0', 'default/sig:s', 'sctp', endpoints[0], ''),
    ],
  } as const;
  return setting.kinds.flatMap((kind) => rules[kind]);
}

function lastRules(family: Family, { nodePortAddresses, localhostNodePorts }: Setting): readonly string[] {
  const comment =
    '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain"';
  if (nodePortAddresses === 'some') {
    return [`-A KUBE-SERVICES ${comment} -d ${addresses[family].node} -j KUBE-NODEPORTS`];
  }
  const four = localhostNodePorts ? '' : ' ! -d 127.0.0.0/8';
  const but = family === 'ipv6' ? ' ! -d ::1/128' : four;
  return [`-A KUBE-SERVICES ${comment} -m addrtype --dst-type LOCAL${but} -j KUBE-NODEPORTS`];
}
