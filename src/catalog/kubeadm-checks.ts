import type { Plan } from '../config/plan.ts';
import { cidrOf, familyOf } from './address.ts';
import { executablesOf } from './executables.ts';
import { isAtLeast } from './release.ts';

/** `either`: some of its messages are warnings, others errors. */
export type KubeadmSeverity = 'error' | 'warning' | 'either';

/** A check that a kubeadm release makes in a phase, under the name that it prints. */
export interface KubeadmCheck {
  readonly name: string;
  readonly severity: KubeadmSeverity;
}

/** The ports of the control plane and the kubelet (cmd/kubeadm/app/constants/constants.go). */
export const kubeadmPorts = {
  kubelet: 10_250,
  scheduler: 10_259,
  controllerManager: 10_257,
  etcdClient: 2379,
  etcdPeer: 2380,
} as const;

const manifests = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'] as const;
export const manifestFiles: readonly string[] = manifests.map(
  (name) => `/etc/kubernetes/manifests/${name}.yaml`,
);
export const joinFiles: readonly string[] = [
  '/etc/kubernetes/kubelet.conf',
  '/etc/kubernetes/bootstrap-kubelet.conf',
];

export const forwardingFiles = {
  ipv4: '/proc/sys/net/ipv4/ip_forward',
  ipv6: '/proc/sys/net/ipv6/conf/default/forwarding',
} as const;
export const bridgeFiles = {
  ipv4: '/proc/sys/net/bridge/bridge-nf-call-iptables',
  ipv6: '/proc/sys/net/bridge/bridge-nf-call-ip6tables',
} as const;

/** `FileContent`, `/proc/sys/net` → `FileContent--proc-sys-net`: each slash becomes a dash. */
export function pathCheckName(
  kind: 'FileContent' | 'FileAvailable' | 'DirAvailable' | 'FileExisting',
  path: string,
): string {
  return `${kind}-${path.replaceAll('/', '-')}`;
}

const error = (name: string): KubeadmCheck => ({ name, severity: 'error' });
const warning = (name: string): KubeadmCheck => ({ name, severity: 'warning' });
const either = (name: string): KubeadmCheck => ({ name, severity: 'either' });

/**
 * What `kubeadm <phase>` of a release checks for this plan, in the order of its lists; IsPrivilegedUser
 * comes first and alone. A name that kubeadm gives to several checks stands once.
 * (cmd/kubeadm/app/preflight/checks.go, checks_linux.go; cmd/phases/join/preflight.go;
 * cmd/phases/upgrade/{apply,node}/preflight.go)
 * @param release of kubeadm itself, with or without `v`
 */
export function kubeadmChecksOf(plan: Plan, release: string): readonly KubeadmCheck[] {
  const first = error('IsPrivilegedUser');
  const listed = listOf(plan, release);
  const seen = new Map([first, ...listed].map((check) => [check.name, check]));
  return [...seen.values()];
}

function listOf(plan: Plan, release: string): readonly KubeadmCheck[] {
  switch (plan.phase) {
    case 'init':
      return [...initList(plan, release, false), error('ImagePull')];
    case 'join':
      return joinList(plan, release);
    case 'upgrade apply':
      return [
        ...upgradeCommon(release),
        error('CoreDNSUnsupportedPlugins'),
        error('CoreDNSMigration'),
        either('CreateJob'),
        error('ControlPlaneNodesReady'),
        error('StaticPodManifest'),
        error('ImagePull'),
      ];
    case 'upgrade node':
      return [
        ...upgradeCommon(release),
        ...(plan.role.value === 'control-plane' ? [error('ImagePull')] : []),
      ];
    default:
      return [];
  }
}

/** SystemVerification came to the upgrades in 1.33 (kubernetes#129401). */
function upgradeCommon(release: string): readonly KubeadmCheck[] {
  const system = isAtLeast(release, '1.33') ? [either('SystemVerification')] : [];
  return [...system, ...runtimeVersion(release)];
}

/** A warning by its text, an error where no runtime answers (recorded of 1.35.3 and 1.36.2). */
function runtimeVersion(release: string): readonly KubeadmCheck[] {
  return isAtLeast(release, '1.35') ? [either('ContainerRuntimeVersion')] : [];
}

/** @param secondary a control plane that joins: without what the join list has had */
function initList(plan: Plan, release: string, secondary: boolean): readonly KubeadmCheck[] {
  const { etcd } = plan;
  const families = (['ipv4', 'ipv6'] as const).filter((family) => subnetFamilies(plan).has(family));
  const local = [
    error(`Port-${kubeadmPorts.etcdClient}`),
    error(`Port-${kubeadmPorts.etcdPeer}`),
    error(pathCheckName('DirAvailable', etcd.dataDir.value)),
  ];
  const files = [etcd.caFile, etcd.certFile, etcd.keyFile].some(({ value }) => value !== '');
  return [
    error('NumCPU'),
    error('Mem'),
    either('KubernetesVersion'),
    warning('Firewalld'),
    error(`Port-${plan.bindPort.value}`),
    error(`Port-${kubeadmPorts.scheduler}`),
    error(`Port-${kubeadmPorts.controllerManager}`),
    ...manifestFiles.map((path) => error(pathCheckName('FileAvailable', path))),
    warning('HTTPProxy'),
    ...([...plan.serviceSubnets.value, ...plan.podSubnets.value].length > 0 ? [either('HTTPProxyCIDR')] : []),
    ...(secondary
      ? []
      : [...commonBlock(plan, release), ...families.flatMap((one) => sysctls(one, release))]),
    ...(etcd.external && !secondary ? [error('ExternalEtcdVersion')] : []),
    ...(etcd.external ? [] : local),
    ...(etcd.external && files ? [error('ExternalEtcdClientCertificates')] : []),
  ];
}

function joinList(plan: Plan, release: string): readonly KubeadmCheck[] {
  const isControlPlane = plan.role.value === 'control-plane';
  const host = hostOf(plan.apiServerEndpoint.value);
  const byToken = plan.discovery.value === 'token' && host !== '';
  const family = familyOf(host);
  return [
    ...joinFiles.map((path) => error(pathCheckName('FileAvailable', path))),
    ...commonBlock(plan, release),
    ...(isControlPlane ? [] : [error(pathCheckName('FileAvailable', plan.caCertPath.value))]),
    ...(byToken ? [warning('HTTPProxy'), ...(family === undefined ? [] : sysctls(family, release))] : []),
    ...(isControlPlane ? [...initList(plan, release, true), error('ImagePull')] : []),
  ];
}

function commonBlock(plan: Plan, release: string): readonly KubeadmCheck[] {
  // On join kubeadm does not know the cluster's release yet: nothing is told by the target.
  const target = plan.phase === 'init' ? { target: plan.kubernetesVersion.value } : {};
  return [
    error('CRI'),
    ...runtimeVersion(release),
    warning('Swap'),
    ...executablesOf(release, { action: plan.action, ...target }).map(({ name, severity }) => ({
      name: `FileExisting-${name}`,
      severity,
    })),
    either('SystemVerification'),
    warning('Hostname'),
    error('KubeletVersion'),
    warning(kubeletServiceName(release)),
    error(`Port-${kubeadmPorts.kubelet}`),
  ];
}

/** `Service-Kubelet` until 1.34, `Service-kubelet` since (recorded of 1.34.2 and 1.35.3). */
export function kubeletServiceName(release: string): string {
  return isAtLeast(release, '1.35') ? 'Service-kubelet' : 'Service-Kubelet';
}

/** The bridge's went in 1.30 (kubernetes#123464, kubeadm#3025). */
function sysctls(family: 'ipv4' | 'ipv6', release: string): readonly KubeadmCheck[] {
  const bridge = isAtLeast(release, '1.30') ? [] : [bridgeFiles[family]];
  return [...bridge, forwardingFiles[family]].map((path) => error(pathCheckName('FileContent', path)));
}

/** Families of the subnets and the advertise address, which decide on the forwarding checks of init. */
export function subnetFamilies(plan: Plan): ReadonlySet<'ipv4' | 'ipv6'> {
  const addresses = [...plan.serviceSubnets.value, ...plan.podSubnets.value].map(cidrOf);
  const families = [...addresses, plan.advertiseAddress.value].map(familyOf);
  return new Set(families.filter((family) => family !== undefined));
}

/** `host:port` or `[v6]:port` → the host; '' when there is no port to split off. */
export function hostOf(endpoint: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*)):\d+$/u.exec(endpoint) ?? [];
  return bracketed ?? plain ?? '';
}
