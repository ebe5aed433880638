import { addresses } from '../written/script.ts';

/** An object of the API; only what kube-proxy reads. */
export interface ApiObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export const nodeName = 'node-a';
const { ipv4, ipv6 } = addresses;

function metaOf(name: string, labels: Readonly<Record<string, string>> = {}): ApiObject['metadata'] {
  return { name, namespace: 'default', uid: `uid-${name}`, resourceVersion: '1', labels };
}

type Port = readonly [protocol: 'TCP' | 'UDP' | 'SCTP', port: number, nodePort?: number];

/** A Service of both families; the last part of its addresses tells it from others. */
function serviceOf(name: string, last: number, ports: readonly Port[], spec: object = {}): ApiObject {
  const clusterIPs = [`10.96.0.${last}`, `fd00:10:96::${last}`];
  return {
    metadata: metaOf(name),
    spec: {
      type: 'ClusterIP',
      clusterIP: clusterIPs[0],
      clusterIPs,
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ports: ports.map(([protocol, port, nodePort]) => ({
        name: `p${port}`,
        protocol,
        port,
        targetPort: 8080,
        ...(nodePort === undefined ? {} : { nodePort }),
      })),
      ...spec,
    },
    status: { loadBalancer: {} },
  };
}

const balanced = (last: number): object => ({
  loadBalancer: { ingress: [{ ip: `203.0.113.${last}` }, { ip: `2001:db8:7::${last}` }] },
});

const affinity = {
  sessionAffinity: 'ClientIP',
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
};

/** Services of every kind. */
export const services: readonly ApiObject[] = [
  serviceOf('one', 10, [['TCP', 80]]),
  serviceOf('three', 11, [['TCP', 80]]),
  serviceOf('none', 12, [['TCP', 80, 30_012]], { type: 'NodePort', externalTrafficPolicy: 'Cluster' }),
  serviceOf('headless', 0, [['TCP', 80]], { clusterIP: 'None', clusterIPs: ['None'] }),
  serviceOf('node-port', 13, [['TCP', 80, 30_013]], { type: 'NodePort', externalTrafficPolicy: 'Cluster' }),
  serviceOf('inner-local', 14, [['TCP', 80]], { internalTrafficPolicy: 'Local' }),
  {
    ...serviceOf('outer-local', 15, [['TCP', 80, 30_015]], {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 32_015,
    }),
    status: balanced(15),
  },
  {
    ...serviceOf('ranges', 16, [['TCP', 80, 30_016]], {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Cluster',
      loadBalancerSourceRanges: [...ipv4.sources, ...ipv6.sources],
    }),
    status: balanced(16),
  },
  serviceOf('external', 17, [['TCP', 80]], { externalIPs: [ipv4.external, ipv6.external] }),
  serviceOf('sticky', 18, [['TCP', 80]], affinity),
  serviceOf('udp', 19, [['UDP', 53, 30_019]], { type: 'NodePort', externalTrafficPolicy: 'Cluster' }),
  serviceOf('sctp', 20, [['SCTP', 7, 30_020]], { type: 'NodePort', externalTrafficPolicy: 'Cluster' }),
  serviceOf('near', 21, [['TCP', 80]], { trafficDistribution: 'PreferSameNode' }),
];

/** How many endpoints a Service has, where it is not three; the first is on this node. */
const counts: Readonly<Record<string, number>> = { one: 1, none: 0, udp: 1 };

function sliceOf(service: ApiObject, family: 'IPv4' | 'IPv6'): ApiObject {
  const { name } = service.metadata;
  const ports = service.spec?.['ports'];
  const count = counts[name] ?? 3;
  // Far from this node only: what Local then drops.
  const first = name.endsWith('-local') ? 1 : 0;
  const own = { 'kubernetes.io/service-name': name };
  const headless = name === 'headless' ? { 'service.kubernetes.io/headless': '' } : {};
  return {
    metadata: metaOf(`${name}-${family.toLowerCase()}`, { ...own, ...headless }),
    addressType: family,
    ports: (Array.isArray(ports) ? ports : []).map((port: { name: string; protocol: string }) => ({
      name: port.name,
      protocol: port.protocol,
      port: 8080,
    })),
    endpoints: Array.from({ length: count }, (_, index) => ({
      addresses: [family === 'IPv4' ? `10.244.${index + first}.5` : `fd00:10:244::${index + first}:5`],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: index + first === 0 ? nodeName : `node-${index + first}`,
      zone: 'zone-a',
      hints: { forNodes: [{ name: index + first === 0 ? nodeName : `node-${index + first}` }] },
    })),
  };
}

const node: ApiObject = {
  metadata: {
    name: nodeName,
    uid: 'uid-node',
    resourceVersion: '1',
    labels: { 'kubernetes.io/hostname': nodeName, 'topology.kubernetes.io/zone': 'zone-a' },
  },
  spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24', 'fd00:10:244::/64'] },
  status: {
    addresses: [ipv4.node, ipv6.node].map((address) => ({ type: 'InternalIP', address })),
  },
};

const serviceCidr: ApiObject = {
  metadata: { name: 'kubernetes', uid: 'uid-cidr', resourceVersion: '1', labels: {} },
  spec: { cidrs: [ipv4.services, ipv6.services] },
};

/** What the API holds, by the path of the list. */
export const lists: Readonly<
  Record<string, { readonly apiVersion: string; readonly kind: string; readonly items: readonly ApiObject[] }>
> = {
  '/api/v1/services': { apiVersion: 'v1', kind: 'Service', items: services },
  '/api/v1/nodes': { apiVersion: 'v1', kind: 'Node', items: [node] },
  '/apis/discovery.k8s.io/v1/endpointslices': {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    items: services.flatMap((service) => [sliceOf(service, 'IPv4'), sliceOf(service, 'IPv6')]),
  },
  '/apis/networking.k8s.io/v1/servicecidrs': {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    items: [serviceCidr],
  },
};
