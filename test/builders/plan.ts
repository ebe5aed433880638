import type {
  Family,
  KubeletPlan,
  KubeProxyPlan,
  Origin,
  Plan,
  Planned,
  ProxyMode,
} from '../../src/config/plan.ts';

const release: Origin = { kind: 'default', release: 'v1.36' };

/** A value that nobody set. */
export function byDefault<T>(value: T): Planned<T> {
  return { value, origin: release };
}

/** A value that a line of kubeadm.yaml set. */
export function fromFile<T>(value: T, field: string, line = 14): Planned<T> {
  return { value, origin: { kind: 'file', file: 'kubeadm.yaml', line, column: 7, field } };
}

const kubeProxy: KubeProxyPlan = {
  modeSet: true,
  nodePortAddresses: byDefault([]),
  masqueradeBit: byDefault(14),
  masqueradeAll: byDefault(false),
  localhostNodePorts: byDefault(true),
  ipvsScheduler: byDefault('rr'),
  ipvsStrictArp: byDefault(false),
  clusterCidr: byDefault([]),
  detectLocalMode: byDefault('ClusterCIDR'),
  detectLocalBridge: byDefault(''),
  detectLocalPrefix: byDefault(''),
  conntrackMaxPerCore: byDefault(32_768),
  conntrackMin: byDefault(131_072),
  conntrackTcpBeLiberal: byDefault(false),
  featureGates: byDefault({}),
};

const kubelet: KubeletPlan = {
  makeIPTablesUtilChains: byDefault(true),
  failSwapOn: byDefault(true),
  failCgroupV1: byDefault(true),
  cgroupDriver: byDefault('systemd'),
  containerRuntimeEndpoint: byDefault(''),
  port: byDefault(10_250),
  healthzPort: byDefault(10_248),
  resolvConf: byDefault('/etc/resolv.conf'),
  protectKernelDefaults: byDefault(false),
  swapBehavior: byDefault(''),
};

const base: Plan = {
  schema: 'kube-preflight/plan/v1',
  action: 'init',
  phase: 'init',
  role: byDefault('control-plane'),
  kubernetesVersion: byDefault('v1.36.2'),
  proxyMode: fromFile('nftables', 'mode'),
  families: byDefault(['ipv4']),
  kubeProxy,
  kubelet,
  cni: { plugins: byDefault([]) },
  nodeName: byDefault('cp-1'),
  criSocket: byDefault(''),
  bind: {
    apiServer: byDefault(''),
    controllerManager: byDefault('127.0.0.1'),
    scheduler: byDefault('127.0.0.1'),
  },
  advertiseAddress: byDefault('10.0.0.1'),
  bindPort: byDefault(6443),
  serviceSubnets: byDefault(['10.96.0.0/12']),
  podSubnets: byDefault([]),
  dnsDomain: byDefault('cluster.local'),
  etcd: {
    external: false,
    dataDir: byDefault('/var/lib/etcd'),
    endpoints: byDefault([]),
    httpEndpoints: byDefault([]),
    caFile: byDefault(''),
    certFile: byDefault(''),
    keyFile: byDefault(''),
  },
  images: {
    repository: byDefault('registry.k8s.io'),
    coreDnsRepository: byDefault(''),
    coreDnsTag: byDefault(''),
    etcdRepository: byDefault(''),
    etcdTag: byDefault(''),
  },
  skipPhases: byDefault([]),
  imagePullPolicy: byDefault('IfNotPresent'),
  apiServerEndpoint: byDefault(''),
  controlPlaneEndpoint: byDefault(''),
  discovery: byDefault('none'),
  caCertPath: byDefault('/etc/kubernetes/pki/ca.crt'),
  certificatesDir: byDefault('/etc/kubernetes/pki'),
  certSans: { apiServer: byDefault([]), etcdServer: byDefault([]), etcdPeer: byDefault([]) },
  dryRun: byDefault(false),
  ignorePreflightErrors: [],
  waivers: [],
  requirements: [],
  notices: [],
};

export interface PlanOverrides extends Partial<Omit<Plan, 'kubeProxy' | 'kubelet'>> {
  /** The mode alone; proxyMode for one with another origin. */
  readonly mode?: ProxyMode | 'none';
  /** The release alone. */
  readonly version?: string;
  readonly ip?: readonly Family[];
  readonly kubeProxy?: Partial<KubeProxyPlan>;
  readonly kubelet?: Partial<KubeletPlan>;
}

/** A plan of kubeadm v1.36.2 in nftables mode, set in kubeadm.yaml:14:7, but for what is named. */
export function planOf(overrides: PlanOverrides = {}): Plan {
  const { mode, version, ip, kubeProxy: proxy, kubelet: node, ...rest } = overrides;
  return {
    ...base,
    ...(mode === undefined ? {} : { proxyMode: fromFile(mode, 'mode') }),
    ...(version === undefined ? {} : { kubernetesVersion: fromFile(version, 'kubernetesVersion', 3) }),
    ...(ip === undefined ? {} : { families: byDefault(ip) }),
    ...rest,
    kubeProxy: { ...kubeProxy, ...proxy },
    kubelet: { ...kubelet, ...node },
  };
}

/** The mode left empty: the default of the release rules. */
export function unsetMode(mode: ProxyMode, planned = false): PlanOverrides {
  const origin: Origin = planned
    ? { kind: 'default', release: 'v1.40', planned }
    : { kind: 'default', release: 'v1.36' };
  return { proxyMode: { value: mode, origin }, kubeProxy: { modeSet: false } };
}
