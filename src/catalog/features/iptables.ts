import type { Family } from '../../config/plan.ts';
import type { Feature, ModuleNeed } from './feature.ts';
import { always, optional, rareServices, someServices, whenLocalAddressesAreTold } from './uses.ts';

/** An entry of the table, written once for both families. `K` stands for a chain of kube-proxy. */
interface Entry {
  readonly id: string;
  readonly token: string;
  readonly purpose: string;
  /** Rules by table: `['nat', '-A KUBE-SERVICES …']`. */
  readonly rules: (family: Family) => readonly (readonly [Table, string])[];
  readonly modules: (family: Family) => readonly ModuleNeed[];
  readonly needs?: readonly string[];
  readonly use?: Feature['use'];
}

type Table = 'nat' | 'filter' | 'mangle';

const addresses = {
  ipv4: { service: '198.51.100.41/32', loopback: '127.0.0.0/8', target: '192.0.2.1:8080' },
  ipv6: { service: '2001:db8:1::41/128', loopback: '::1/128', target: '[2001:db8:2::1]:8080' },
} as const;

/** The module of one x_tables extension, the same for both families. */
function xt(name: string, kind: 'MATCH' | 'TARGET'): () => readonly ModuleNeed[] {
  const option = `CONFIG_NETFILTER_XT_${kind}_${name.toUpperCase()}`;
  return () => [{ module: `xt_${name}`, option }, compat];
}

/** How the nft variant reaches the extensions of x_tables. */
const compat: ModuleNeed = { module: 'nft_compat', option: 'CONFIG_NFT_COMPAT', variant: 'nft' };

function tableModules(table: Table): (family: Family) => readonly ModuleNeed[] {
  return (family) => {
    const six = family === 'ipv6' ? '6' : '';
    const upper = table.toUpperCase();
    const native = [
      { module: 'nf_tables', option: 'CONFIG_NF_TABLES', variant: 'nft' },
      ...(table === 'nat'
        ? [{ module: 'nft_chain_nat', option: 'CONFIG_NFT_NAT', variant: 'nft' } as const]
        : []),
    ] as const;
    const legacy = [
      { module: `ip${six}table_${table}`, option: `CONFIG_IP${six}_NF_${upper}`, variant: 'legacy' },
      { module: `ip${six}_tables`, option: `CONFIG_IP${six}_NF_IPTABLES`, variant: 'legacy' },
    ] as const;
    const shared = table === 'nat' ? [{ module: 'nf_nat', option: 'CONFIG_NF_NAT' }] : [];
    return [...native, ...legacy, ...shared];
  };
}

function feature(entry: Entry): Feature {
  const { id, token, purpose, needs = [], use = always } = entry;
  const lines = (family: Family) => entry.rules(family).map(([table, rule]) => `${table} ${rule}`);
  return {
    id,
    token: { ipv4: token, ipv6: token },
    purpose,
    needs,
    use,
    lines: { ipv4: lines('ipv4'), ipv6: lines('ipv6') },
    modules: { ipv4: entry.modules('ipv4'), ipv6: entry.modules('ipv6') },
    source: 'kubernetes v1.29 pkg/proxy/iptables/proxier.go',
  };
}

const tables = (
  [
    ['nat', 'Services are sent to their endpoints in the table nat'],
    ['filter', 'traffic to Services without endpoints is refused in the table filter'],
    ['mangle', 'kube-proxy watches a chain in the table mangle to see whether its rules were flushed'],
  ] as const
).map(([table, purpose]) =>
  feature({
    id: `xt.table-${table}`,
    token: `*${table}`,
    purpose,
    rules: () => [[table, `:KUBE-${table.toUpperCase()}`]],
    modules: tableModules(table),
    // pkg/util/iptables, Monitor: a canary that cannot be made is logged; the Services work.
    use: table === 'mangle' ? optional : always,
  }),
);

const masquerade: readonly ModuleNeed[] = [
  { module: 'xt_MASQUERADE', option: 'CONFIG_NETFILTER_XT_TARGET_MASQUERADE' },
  compat,
];
const addressTranslation: readonly ModuleNeed[] = [
  { module: 'xt_nat', option: 'CONFIG_NETFILTER_XT_NAT' },
  compat,
];

const extensions = [
  feature({
    id: 'xt.comment',
    token: '-m comment --comment',
    purpose: 'kube-proxy labels every rule',
    rules: () => [['nat', '-A KUBE-NAT -m comment --comment "kubernetes service portals" -j RETURN']],
    needs: ['xt.table-nat'],
    modules: xt('comment', 'MATCH'),
  }),
  feature({
    id: 'xt.conntrack',
    token: '-m conntrack',
    purpose: 'kube-proxy tells new connections, known ones and invalid packets apart',
    rules: (family) => [
      ['filter', '-A KUBE-FILTER -m conntrack --ctstate NEW -j RETURN'],
      ['filter', '-A KUBE-FILTER -m conntrack --ctstate INVALID -j DROP'],
      ['filter', '-A KUBE-FILTER -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'],
      [
        'filter',
        `-A KUBE-FILTER ! -s ${addresses[family].loopback} -d ${addresses[family].loopback} ` +
          '-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
      ],
    ],
    needs: ['xt.table-filter'],
    modules: () => [...xt('conntrack', 'MATCH')(), { module: 'nf_conntrack', option: 'CONFIG_NF_CONNTRACK' }],
  }),
  feature({
    id: 'xt.addrtype',
    token: '-m addrtype',
    purpose: 'kube-proxy finds NodePort traffic, and traffic of the node itself, with it',
    rules: () => [
      ['nat', '-A KUBE-NAT -m addrtype --dst-type LOCAL -j RETURN'],
      ['nat', '-A KUBE-NAT -m addrtype --src-type LOCAL -j RETURN'],
    ],
    needs: ['xt.table-nat'],
    modules: xt('addrtype', 'MATCH'),
    use: whenLocalAddressesAreTold,
  }),
  ...(['tcp', 'udp'] as const).map((protocol) =>
    feature({
      id: `xt.${protocol}`,
      token: `-m ${protocol}`,
      purpose: `kube-proxy finds ${protocol.toUpperCase()} Services by their port`,
      rules: (family) => [
        [
          'nat',
          `-A KUBE-NAT -d ${addresses[family].service} -p ${protocol} -m ${protocol} --dport 80 -j RETURN`,
        ],
        // As before each DNAT: without a port iptables-nft has nothing of its own for it, and asks for xt_tcpudp.
        ['nat', `-A KUBE-NAT -p ${protocol} -m ${protocol} -j RETURN`],
      ],
      needs: ['xt.table-nat'],
      modules: () => [
        { module: 'xt_tcpudp', option: 'CONFIG_NETFILTER_XTABLES' },
        { module: 'x_tables', option: 'CONFIG_NETFILTER_XTABLES' },
        compat,
      ],
    }),
  ),
  feature({
    id: 'xt.sctp',
    token: '-m sctp',
    purpose: 'kube-proxy finds SCTP Services by their port',
    rules: (family) => [
      ['nat', `-A KUBE-NAT -d ${addresses[family].service} -p sctp -m sctp --dport 80 -j RETURN`],
    ],
    needs: ['xt.table-nat'],
    modules: xt('sctp', 'MATCH'),
    use: rareServices,
  }),
  feature({
    id: 'xt.mark',
    token: '-m mark',
    purpose: 'packets that must be masqueraded are known by their mark',
    rules: () => [['nat', '-A KUBE-NAT -m mark ! --mark 0x4000/0x4000 -j RETURN']],
    needs: ['xt.table-nat'],
    modules: () => [
      { module: 'xt_mark', option: 'CONFIG_NETFILTER_XT_MATCH_MARK' },
      { module: 'xt_mark', option: 'CONFIG_NETFILTER_XT_MARK' },
      compat,
    ],
  }),
  ...(['or', 'xor'] as const).map((operation) =>
    feature({
      id: `xt.MARK-${operation}`,
      token: `-j MARK --${operation}-mark`,
      purpose:
        operation === 'or'
          ? 'packets that must be masqueraded are marked'
          : 'the mark is taken off where the packet is masqueraded',
      rules: () => [['nat', `-A KUBE-NAT -j MARK --${operation}-mark 0x4000`]],
      needs: ['xt.table-nat'],
      modules: () => [
        { module: 'xt_mark', option: 'CONFIG_NETFILTER_XT_TARGET_MARK' },
        { module: 'xt_mark', option: 'CONFIG_NETFILTER_XT_MARK' },
        compat,
      ],
    }),
  ),
  feature({
    id: 'xt.statistic',
    token: '-m statistic',
    purpose: 'the endpoints of a Service are chosen by chance',
    rules: () => [['nat', '-A KUBE-NAT -m statistic --mode random --probability 0.50000000000 -j RETURN']],
    needs: ['xt.table-nat'],
    modules: xt('statistic', 'MATCH'),
  }),
  feature({
    id: 'xt.recent-set',
    token: '-m recent --name KUBE-SEP-A --set',
    purpose: 'Services with session affinity remember their clients',
    rules: () => [['nat', '-A KUBE-NAT -m recent --name KUBE-SEP-A --set -j RETURN']],
    needs: ['xt.table-nat'],
    modules: xt('recent', 'MATCH'),
    use: someServices,
  }),
  feature({
    id: 'xt.recent-check',
    token: '-m recent --name KUBE-SEP-A --rcheck',
    purpose: 'Services with session affinity find the endpoint of a client',
    rules: () => [
      ['nat', '-A KUBE-NAT -m recent --name KUBE-SEP-A --rcheck --seconds 10800 --reap -j RETURN'],
    ],
    needs: ['xt.table-nat'],
    modules: xt('recent', 'MATCH'),
    use: someServices,
  }),
  feature({
    id: 'xt.MASQUERADE',
    token: '-j MASQUERADE',
    purpose: 'the answers of endpoints find their way back through this node',
    rules: () => [['nat', '-A POSTROUTING -j MASQUERADE --random-fully']],
    needs: ['xt.table-nat'],
    modules: () => masquerade,
  }),
  feature({
    id: 'xt.DNAT',
    token: '-j DNAT',
    purpose: 'packets for a Service are sent to an endpoint',
    rules: (family) => [['nat', `-A KUBE-NAT -p tcp -j DNAT --to-destination ${addresses[family].target}`]],
    needs: ['xt.table-nat'],
    modules: () => addressTranslation,
  }),
  feature({
    id: 'xt.REJECT',
    token: '-j REJECT',
    purpose: 'traffic to Services without endpoints is refused at once',
    rules: () => [['filter', '-A KUBE-FILTER -j REJECT']],
    needs: ['xt.table-filter'],
    modules: (family) =>
      family === 'ipv4'
        ? [{ module: 'ipt_REJECT', option: 'CONFIG_IP_NF_TARGET_REJECT' }, compat]
        : [{ module: 'ip6t_REJECT', option: 'CONFIG_IP6_NF_TARGET_REJECT' }, compat],
  }),
];

/** The words of `-m ipvs` in a rule. */
export function ipvsMatchWords(family: Family): string {
  const address = addresses[family].service.replace(/\/\d+$/u, '');
  return `-m ipvs --vaddr ${address} --vproto tcp --vport 80`;
}

/** A rule that only ipvs mode writes. */
export const ipvsMatch = feature({
  id: 'xt.ipvs',
  token: '-m ipvs',
  purpose: 'LoadBalancer source ranges that leave this node out are enforced for the node itself',
  rules: (family) => [
    ['filter', `-A KUBE-FILTER -s ${addresses[family].service} ${ipvsMatchWords(family)} -j DROP`],
  ],
  needs: ['xt.table-filter', 'ipvs.netlink'],
  modules: () => [
    { module: 'xt_ipvs', option: 'CONFIG_NETFILTER_XT_MATCH_IPVS' },
    { module: 'ip_vs', option: 'CONFIG_IP_VS' },
    compat,
  ],
  use: someServices,
});

/** What kube-proxy's iptables mode loads by iptables-restore. Each line begins with its table. */
export const iptablesFeatures: readonly Feature[] = [...tables, ...extensions];

/** The test kube-proxy makes at its start: `iptables -w 5 -S POSTROUTING -t nat`. */
export const startupFeature = 'xt.startup';
/** Judged apart: it matters only where the kernel has nfnetlink_acct (kubernetes#142068). */
export const nfacctFeature = 'xt.nfacct';

/**
 * The lines of iptables-restore for some features: chains first, then rules, table by table.
 * @param lines as in Feature.lines: `nat -A KUBE-NAT …`, `nat :KUBE-NAT`
 */
export function restoreText(lines: readonly string[]): string {
  const named = lines.map((line) => ({
    table: line.slice(0, line.indexOf(' ')),
    rest: line.slice(line.indexOf(' ') + 1),
  }));
  const blocks = [...new Set(named.map(({ table }) => table))].map((table) => {
    const own = named.filter((line) => line.table === table).map(({ rest }) => rest);
    const chains = own.filter((rest) => rest.startsWith(':')).map((rest) => `${rest} - [0:0]`);
    return [`*${table}`, ...chains, ...own.filter((rest) => !rest.startsWith(':')), 'COMMIT'].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}
