import { nftFeature } from './nftables-syntax.ts';
import { always, optional } from './uses.ts';

const conntrackNat = [
  { module: 'nft_chain_nat', option: 'CONFIG_NFT_NAT' },
  { module: 'nf_nat', option: 'CONFIG_NF_NAT' },
  { module: 'nf_conntrack', option: 'CONFIG_NF_CONNTRACK' },
] as const;

/** Tables and chains. The transaction itself is proven with them. */
export const chainFeatures = [
  nftFeature({
    id: 'nft.table',
    token: ({ table }) => `table ${table}`,
    purpose: 'kube-proxy keeps all its rules in a table of its own',
    lines: ({ table }) => [`add table ${table}`],
    modules: (family) => [
      { module: 'nf_tables', option: 'CONFIG_NF_TABLES' },
      { module: 'nf_tables', option: `CONFIG_NF_TABLES_${family.toUpperCase()}` },
      { module: 'nfnetlink', option: 'CONFIG_NETFILTER_NETLINK' },
    ],
  }),
  nftFeature({
    id: 'nft.comment-table',
    token: () => 'comment "rules for kube-proxy"',
    purpose: 'kube-proxy labels its table, where kernel and nft allow it',
    lines: ({ table }) => [`add table ${table} { comment "rules for kube-proxy" ; }`],
    needs: ['nft.table'],
    use: optional,
  }),
  nftFeature({
    id: 'nft.chain',
    token: ({ table }) => `chain ${table} service-A`,
    purpose: 'kube-proxy makes a chain for each Service and endpoint',
    lines: ({ table }) => [
      `add chain ${table} services`,
      `add chain ${table} service-A`,
      `add chain ${table} service-B`,
      `add chain ${table} service-gone`,
    ],
    needs: ['nft.table'],
  }),
  nftFeature({
    id: 'nft.flush-delete',
    token: ({ table }) => `delete chain ${table}`,
    purpose: 'kube-proxy empties and removes the chains of Services that are gone',
    lines: ({ table }) => [`flush chain ${table} service-gone`, `delete chain ${table} service-gone`],
    needs: ['nft.chain'],
  }),
  nftFeature({
    id: 'nft.comment-chain',
    token: () => 'comment "a chain of kube-proxy"',
    purpose: 'kube-proxy labels its chains, where kernel and nft allow it',
    lines: ({ table }) => [`add chain ${table} labelled { comment "a chain of kube-proxy" ; }`],
    needs: ['nft.table'],
    use: optional,
  }),
  ...(
    [
      ['prerouting', -110, 'LoadBalancer source ranges are checked before the address is translated'],
      ['input', 0, 'traffic to Services without endpoints is refused'],
      ['forward', 0, 'forwarded traffic to Services without endpoints is refused'],
      ['output', -110, 'traffic of the node itself is checked before the address is translated'],
    ] as const
  ).map(([hook, priority, purpose]) =>
    nftFeature({
      id: `nft.filter-${hook}`,
      token: () => `type filter hook ${hook} priority ${priority}`,
      purpose,
      lines: ({ table }) => [
        `add chain ${table} filter-${hook} { type filter hook ${hook} priority ${priority} ; }`,
      ],
      needs: ['nft.table'],
    }),
  ),
  nftFeature({
    id: 'nft.filter-output-late',
    token: () => 'type filter hook output priority 0',
    purpose: 'traffic of the node to Services without endpoints is refused',
    lines: ({ table }) => [
      `add chain ${table} filter-output-post-dnat { type filter hook output priority 0 ; }`,
    ],
    needs: ['nft.table'],
  }),
  ...(
    [
      ['prerouting', -100, 'packets that come in are sent to the endpoints of a Service'],
      ['output', -100, 'packets of the node itself are sent to the endpoints of a Service'],
      ['postrouting', 100, 'packets that leave are masqueraded'],
    ] as const
  ).map(([hook, priority, purpose]) =>
    nftFeature({
      id: `nft.nat-${hook}`,
      token: () => `type nat hook ${hook} priority ${priority}`,
      purpose,
      lines: ({ table }) => [
        `add chain ${table} nat-${hook} { type nat hook ${hook} priority ${priority} ; }`,
      ],
      needs: ['nft.table'],
      modules: () => conntrackNat,
      use: always,
    }),
  ),
];
