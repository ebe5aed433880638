import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Ca, Pair } from './certificates.ts';

/** What stands behind a path: an object, a status, or a misbehaviour. */
export type Resource =
  | object
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'stall'
  | 'truncate'
  | 'huge'
  | 'cut';

export interface ApiServerOptions {
  readonly ca: Ca;
  /** Absent: a certificate for 127.0.0.1 of the CA. */
  readonly certificate?: Pair;
  /** Path with query → what stands there; a list is taken as answers one after the other. */
  readonly resources?: Readonly<Record<string, Resource | readonly Resource[]>>;
  /** Bearer tokens that are accepted; client certificates of the CA always are. */
  readonly tokens?: readonly string[];
  /** Answers what is not in `resources`, after all that a kube-apiserver refuses; false: it is not there. */
  readonly handle?: (url: URL, response: ServerResponse) => boolean;
}

export interface ApiServer {
  readonly url: string;
  readonly endpoint: string;
  /** `path` and `Authorization` of every request. */
  readonly requests: readonly { readonly path: string; readonly authorization: string }[];
  close(): Promise<void>;
}

const clusterInfo = '/api/v1/namespaces/kube-public/configmaps/cluster-info';

const podLog = /^\/api\/v1\/namespaces\/[a-z0-9-]+\/pods\/[a-z0-9.-]+\/log$/u;

/** The paths that a kube-apiserver serves and these tests ask for, with the parameters it knows there. */
const known: readonly RegExp[] = [
  /^\/api\/v1\/namespaces\/[a-z0-9-]+\/configmaps\/[a-z0-9.-]+$/u,
  /^\/apis\/apps\/v1\/namespaces\/[a-z0-9-]+\/(?:daemonsets|deployments)\/[a-z0-9.-]+$/u,
  /^\/api\/v1\/nodes$/u,
  /^\/api\/v1\/namespaces\/[a-z0-9-]+\/pods$/u,
  podLog,
  /^\/apis\/(?:operator\.tigera\.io|crd\.projectcalico\.org)\/v1\/[a-z]+\/[a-z0-9.-]+$/u,
];
const parameters = new Set([
  'labelSelector',
  'fieldSelector',
  'limit',
  'pretty',
  'resourceVersion',
  'continue',
  'watch',
  'allowWatchBookmarks',
  'timeoutSeconds',
]);
const logParameters = new Set(['container', 'limitBytes', 'follow', 'previous', 'tailLines', 'timestamps']);

/**
 * A TLS server that answers as a kube-apiserver does for the few resources it has, and as strictly: TLS 1.2,
 * GET, JSON accepted, known paths and parameters, authentication, then a Status for all that is not there.
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { ca, certificate = ca.issue('127.0.0.1') } = options;
  const requests: { path: string; authorization: string }[] = [];
  const counts = new Map<string, number>();
  const server = createServer(
    { ...certificate, ca: ca.cert, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' },
    (request, response) => {
      const path = request.url ?? '';
      requests.push({ path, authorization: request.headers.authorization ?? '' });
      const refused = refusal(request, options);
      if (refused !== undefined) {
        sendStatus(response, ...refused);
        return;
      }
      if (options.handle?.(new URL(path, 'https://server'), response) === true) return;
      const given = options.resources?.[decodeURIComponent(path)];
      const seen = counts.get(path) ?? 0;
      counts.set(path, seen + 1);
      const resource = Array.isArray(given) ? given[Math.min(seen, given.length - 1)] : given;
      send(response, resource, path);
    },
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    endpoint: `127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function refusal(
  request: IncomingMessage,
  { tokens = [] }: ApiServerOptions,
): readonly [number, string] | undefined {
  const url = new URL(request.url ?? '', 'https://server');
  if (request.method !== 'GET') return [405, 'MethodNotAllowed'];
  if (!/application\/json|\*\/\*/u.test(request.headers.accept ?? '')) return [406, 'NotAcceptable'];
  if (!known.some((pattern) => pattern.test(url.pathname))) return [404, 'NotFound'];
  const allowed = podLog.test(url.pathname) ? logParameters : parameters;
  if ([...url.searchParams.keys()].some((name) => !allowed.has(name))) return [400, 'BadRequest'];
  const bearer = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1];
  const socket = request.socket as TLSSocket;
  const peer = socket.getPeerCertificate();
  const isAuthenticated = socket.authorized || (bearer !== undefined && tokens.includes(bearer));
  // As kube-apiserver does: credentials that do not hold are refused, none at all are anonymous.
  if (!isAuthenticated && (bearer !== undefined || peer.subject !== undefined)) return [401, 'Unauthorized'];
  if (!isAuthenticated && url.pathname !== clusterInfo) return [403, 'Forbidden'];
  return undefined;
}

export function sendStatus(response: ServerResponse, code: number, reason: string): void {
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: reason,
    reason,
    code,
  };
  response.writeHead(code, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

function send(response: ServerResponse, resource: unknown, path: string): void {
  if (resource === undefined) return sendStatus(response, 404, 'NotFound');
  if (resource === 'stall') return;
  if (resource === 'cut') {
    response.socket?.destroy();
    return;
  }
  if (resource === 'truncate') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
    response.write('{"kind":"ConfigMap","data":{');
    setTimeout(() => response.socket?.destroy(), 20);
    return;
  }
  if (resource === 'huge') {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.on('error', () => undefined);
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    const pump = (): void => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(pump));
    };
    pump();
    return;
  }
  if (
    typeof resource === 'object' &&
    resource !== null &&
    'status' in resource &&
    typeof resource.status === 'number'
  ) {
    const { status, headers, body } = resource as {
      status: number;
      headers?: Record<string, string>;
      body?: string;
    };
    if (body === undefined && headers === undefined)
      return sendStatus(response, status, `status ${status} of ${path}`);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(
      body ?? JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status }),
    );
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(resource));
}

/** A ConfigMap as the API server shows it. */
export function configMap(
  name: string,
  data: Readonly<Record<string, string>>,
  namespace = 'kube-system',
): object {
  const metadata = {
    name,
    namespace,
    uid: '9e0f',
    resourceVersion: '241',
    creationTimestamp: '2026-11-01T08:00:00Z',
  };
  return { kind: 'ConfigMap', apiVersion: 'v1', metadata, data };
}

export const paths = {
  kubeadm: '/api/v1/namespaces/kube-system/configmaps/kubeadm-config',
  proxy: '/api/v1/namespaces/kube-system/configmaps/kube-proxy',
  kubelet: '/api/v1/namespaces/kube-system/configmaps/kubelet-config',
  daemonSet: '/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy',
  coredns: '/api/v1/namespaces/kube-system/configmaps/coredns',
  corednsDeployment: '/apis/apps/v1/namespaces/kube-system/deployments/coredns',
  controlPlanes: '/api/v1/nodes?labelSelector=node-role.kubernetes.io/control-plane=&limit=100',
  schedulable: '/api/v1/nodes?fieldSelector=spec.unschedulable=false&limit=1',
  clusterInfo,
  cilium: '/api/v1/namespaces/kube-system/configmaps/cilium-config',
  flannel: '/api/v1/namespaces/kube-flannel/configmaps/kube-flannel-cfg',
  kubeRouter: '/apis/apps/v1/namespaces/kube-system/daemonsets/kube-router',
  calicoNode: '/apis/apps/v1/namespaces/kube-system/daemonsets/calico-node',
  installation: '/apis/operator.tigera.io/v1/installations/default',
  felix: '/apis/crd.projectcalico.org/v1/felixconfigurations/default',
} as const;

const clusterConfiguration = `apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controlPlaneEndpoint: api.example.net:6443
etcd:
  local:
    dataDir: /var/lib/etcd-data
kind: ClusterConfiguration
kubernetesVersion: v1.36.1
networking:
  dnsDomain: cluster.local
  podSubnet: 10.244.0.0/16,fd00:10:244::/56
  serviceSubnet: 10.96.0.0/16,fd00:10:96::/112
proxy: {}
`;

const kubeletConfiguration = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
failSwapOn: false
authentication:
  anonymous:
    enabled: false
`;

export function proxyConfiguration(mode: string): string {
  return `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
clusterCIDR: 10.244.0.0/16,fd00:10:244::/56
kind: KubeProxyConfiguration
mode: ${JSON.stringify(mode)}
nftables:
  masqueradeBit: 15
`;
}

/** The DaemonSet as kubeadm makes it, with these words after the program. */
export function daemonSet(
  args: readonly string[] = ['--config=/var/lib/kube-proxy/config.conf', '--hostname-override=$(NODE_NAME)'],
): object {
  const container = {
    name: 'kube-proxy',
    image: 'registry.k8s.io/kube-proxy:v1.36.1',
    command: ['/usr/local/bin/kube-proxy', ...args],
    volumeMounts: [
      { mountPath: '/var/lib/kube-proxy', name: 'kube-proxy' },
      { mountPath: '/run/xtables.lock', name: 'xtables-lock' },
    ],
  };
  const volumes = [
    { name: 'kube-proxy', configMap: { name: 'kube-proxy', defaultMode: 420 } },
    { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
  ];
  const spec = { template: { metadata: {}, spec: { containers: [container], volumes } } };
  return {
    kind: 'DaemonSet',
    apiVersion: 'apps/v1',
    metadata: { name: 'kube-proxy', namespace: 'kube-system' },
    spec,
  };
}

/** The resources of a cluster of kubeadm v1.36.1, dual stack, in nftables mode. */
export function usualResources(): Record<string, Resource | readonly Resource[]> {
  return {
    [paths.kubeadm]: configMap('kubeadm-config', { ClusterConfiguration: clusterConfiguration }),
    [paths.proxy]: configMap('kube-proxy', {
      'config.conf': proxyConfiguration('nftables'),
      'kubeconfig.conf': 'apiVersion: v1\nkind: Config\n',
    }),
    [paths.kubelet]: configMap('kubelet-config', { kubelet: kubeletConfiguration }),
    [paths.daemonSet]: daemonSet(),
  };
}
