import type { EtcdPlan, KubeletPlan, Plan } from '../config/plan.ts';
import { familyOf } from './address.ts';
import { kubeadmPorts } from './kubeadm-checks.ts';
import { isAtLeast } from './release.ts';

/** A port that a part of the node listens on. */
export interface NodePort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Where it listens; '' = on all addresses. */
  readonly address: string;
  /** Where it listens, too. */
  readonly also?: readonly string[];
  /** Who listens there: `kubelet`, `kube-proxy: health`. */
  readonly who: string;
  /** The process by which it is known when it runs already. */
  readonly process: string;
  /** `some`: only where a CNI plugin of that kind is used. */
  readonly use: 'always' | 'some';
}

/** As much of a plan as decides on ports. */
export interface PortPlan extends Pick<
  Plan,
  'proxyMode' | 'role' | 'bind' | 'bindPort' | 'advertiseAddress'
> {
  readonly kubelet: Pick<KubeletPlan, 'port' | 'healthzPort'>;
  readonly etcd: Pick<EtcdPlan, 'external'>;
}

/** VXLAN before it had a number of its own, and since. */
export const vxlanPorts = { early: 8472, assigned: 4789 } as const;

const loopback = '127.0.0.1';
/** As /proc/PID/comm has it: cut at 15 characters. */
const controllerManager = 'kube-controller';
type Row = readonly [port: number, address: string, who: string, process: string];

function tcp([port, address, who, process]: Row): NodePort {
  return { port, protocol: 'tcp', address, who, process, use: 'always' };
}

/** VXLAN of the common CNI plugins; the kernel holds them once the plugin runs. */
const overlays: readonly NodePort[] = [
  {
    port: vxlanPorts.early,
    protocol: 'udp',
    address: '',
    who: 'VXLAN of flannel and Cilium',
    process: 'kernel',
    use: 'some',
  },
  {
    port: vxlanPorts.assigned,
    protocol: 'udp',
    address: '',
    who: 'VXLAN of Calico and Antrea',
    process: 'kernel',
    use: 'some',
  },
];

/** What will listen on this node, and where; ports are the defaults of the release where nothing is planned. */
export function nodePortsOf(plan: PortPlan): readonly NodePort[] {
  const { kubelet, proxyMode, role, etcd, bind, bindPort, advertiseAddress } = plan;
  const node: Row[] = [
    [kubelet.port.value, '', 'kubelet', 'kubelet'],
    ...(kubelet.healthzPort.value > 0
      ? [[kubelet.healthzPort.value, loopback, 'kubelet: health', 'kubelet'] as const]
      : []),
  ];
  const proxy: Row[] =
    proxyMode.value === 'none'
      ? []
      : [
          [10_249, loopback, 'kube-proxy: metrics', 'kube-proxy'],
          [10_256, '', 'kube-proxy: health', 'kube-proxy'],
        ];
  const control: Row[] = [
    [bindPort.value, bind.apiServer.value, 'API server', 'kube-apiserver'],
    [kubeadmPorts.scheduler, bind.scheduler.value, 'scheduler', 'kube-scheduler'],
    [kubeadmPorts.controllerManager, bind.controllerManager.value, 'controller manager', controllerManager],
  ];
  const stores: Row[] = [
    [kubeadmPorts.etcdClient, advertiseAddress.value, 'etcd', 'etcd'],
    [kubeadmPorts.etcdPeer, advertiseAddress.value, 'etcd: peers', 'etcd'],
    [2381, etcdLoopback(advertiseAddress.value), 'etcd: metrics', 'etcd'],
  ];
  const isControlPlane = role.value === 'control-plane';
  const rows = [
    ...(isControlPlane ? control : []),
    ...(isControlPlane && !etcd.external ? stores : []),
    ...node,
    ...proxy,
  ];
  return [...rows.map(tcp).map((port) => withLoopback(port)), ...overlays];
}

/** etcd's own loopback has the family of the advertise address (cmd/kubeadm/app/phases/etcd/local.go). */
function etcdLoopback(advertiseAddress: string): string {
  return familyOf(advertiseAddress) === 'ipv6' ? '::1' : loopback;
}

/** The API server of the node reaches its etcd by loopback. */
function withLoopback(port: NodePort): NodePort {
  const isClients = port.port === kubeadmPorts.etcdClient && port.process === 'etcd' && port.address !== '';
  return isClients ? { ...port, also: [etcdLoopback(port.address)] } : port;
}

/** The ports that kubeadm tries, and where: on all addresses until 1.36, as configured since (kubernetes#138250). */
export function kubeadmPortsOf(plan: Plan, release: string): readonly NodePort[] {
  const asConfigured = isAtLeast(release, '1.37');
  const { bind, bindPort, advertiseAddress, role, etcd } = plan;
  const at = (address: string): string => (asConfigured ? address : '');
  const control: Row[] = [
    [bindPort.value, at(bind.apiServer.value), 'API server', 'kube-apiserver'],
    [kubeadmPorts.scheduler, at(bind.scheduler.value), 'scheduler', 'kube-scheduler'],
    [
      kubeadmPorts.controllerManager,
      at(bind.controllerManager.value),
      'controller manager',
      controllerManager,
    ],
  ];
  const stores: Row[] = [
    [kubeadmPorts.etcdClient, at(advertiseAddress.value), 'etcd', 'etcd'],
    [kubeadmPorts.etcdPeer, at(advertiseAddress.value), 'etcd: peers', 'etcd'],
  ];
  const isControlPlane = role.value === 'control-plane';
  // The kubelet's is a constant to kubeadm, whatever the kubelet's configuration says.
  const rows: Row[] = [
    ...(isControlPlane ? control : []),
    [kubeadmPorts.kubelet, '', 'kubelet', 'kubelet'],
    ...(isControlPlane && !etcd.external ? stores : []),
  ];
  // A name counts once to a reader, however many of kubeadm's checks bear it.
  return [...new Map(rows.toReversed().map((row) => [row[0], tcp(row)])).values()].toReversed();
}
