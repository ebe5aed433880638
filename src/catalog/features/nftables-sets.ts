import { nftFeature } from './nftables-syntax.ts';
import { optional, someServices } from './uses.ts';

/** Sets, maps and their elements. */
export const setFeatures = [
  nftFeature({
    id: 'nft.set',
    token: ({ table }) => `set ${table} cluster-ips`,
    purpose: 'kube-proxy knows the addresses of Services and NodePorts by sets',
    lines: ({ table, type }) => [`add set ${table} cluster-ips { type ${type} ; }`],
    needs: ['nft.table'],
  }),
  nftFeature({
    id: 'nft.comment-set',
    token: () => 'comment "Active ClusterIPs"',
    purpose: 'kube-proxy labels its sets and maps, where kernel and nft allow it',
    lines: ({ table, type }) => [
      `add set ${table} labelled-ips { type ${type} ; comment "Active ClusterIPs" ; }`,
      `add map ${table} labelled-ports { type inet_service : verdict ; comment "NodePort traffic" ; }`,
    ],
    needs: ['nft.table'],
    use: optional,
  }),
  nftFeature({
    id: 'nft.set-element',
    token: ({ table }) => `element ${table} cluster-ips`,
    purpose: 'kube-proxy puts the addresses of Services into its sets',
    lines: ({ table, service }) => [`add element ${table} cluster-ips { ${service} }`],
    needs: ['nft.set'],
  }),
  nftFeature({
    id: 'nft.set-concatenation',
    token: ({ type }) => `type ${type} . ${type} . inet_proto . inet_service`,
    purpose: 'kube-proxy finds endpoints that call themselves through a Service by it',
    lines: ({ table, type, endpoints: [endpoint] }) => [
      `add set ${table} hairpin-connections { type ${type} . ${type} . inet_proto . inet_service ; }`,
      `add element ${table} hairpin-connections { ${endpoint} . ${endpoint} . tcp . 8080 }`,
    ],
    needs: ['nft.table'],
  }),
  nftFeature({
    id: 'nft.set-dynamic',
    token: () => 'flags dynamic,timeout',
    purpose: 'Services with session affinity remember their clients in such sets',
    lines: ({ table, type }) => [
      `add set ${table} affinity-A { type ${type} ; flags dynamic,timeout ; timeout 10800s ; }`,
    ],
    needs: ['nft.table'],
    use: someServices,
  }),
  nftFeature({
    id: 'nft.map-service',
    token: ({ type }) => `type ${type} . inet_proto . inet_service : verdict`,
    purpose: 'one look-up in a verdict map finds the Service of a packet',
    lines: ({ table, type }) => [
      `add map ${table} service-ips { type ${type} . inet_proto . inet_service : verdict ; }`,
    ],
    needs: ['nft.table'],
  }),
  nftFeature({
    id: 'nft.map-node-port',
    token: () => '{ type inet_proto . inet_service : verdict',
    purpose: 'one look-up in a verdict map finds the Service of a NodePort',
    lines: ({ table }) => [
      `add map ${table} service-nodeports { type inet_proto . inet_service : verdict ; }`,
    ],
    needs: ['nft.table'],
  }),
  nftFeature({
    id: 'nft.goto',
    token: () => 'goto service-A',
    purpose: 'the elements of a verdict map lead to the chains of the Services',
    lines: ({ table, service }) => [
      `add element ${table} service-ips { ${service} . tcp . 80 : goto service-A }`,
      `add element ${table} service-nodeports { tcp . 30080 : goto service-A }`,
    ],
    needs: ['nft.map-service', 'nft.map-node-port', 'nft.chain'],
  }),
  nftFeature({
    id: 'nft.comment-element',
    token: () => 'comment "ns/service:http"',
    purpose: 'kube-proxy labels the elements of its maps',
    lines: ({ table, service }) => [
      `add element ${table} service-ips { ${service} . udp . 53 comment "ns/service:http" : goto service-B }`,
    ],
    needs: ['nft.goto'],
  }),
];
