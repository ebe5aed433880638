import type { Plan } from '../config/plan.ts';
import { kubeadmPorts } from './kubeadm-checks.ts';
import { isAtLeast } from './release.ts';

/** A port that a part of the node listens on. */
export interface NodePort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Where it listens; '' = on all addresses. */
  readonly address: string;
  /** Who listens there: `kubelet`, `kube-proxy: health`. */
  readonly who: string;
  /** The process by which it is known when it runs already. */
  readonly process: string;
  /** `some`: only where a CNI plugin of that kind is used. */
  readonly use: 'always' | 'some';
}

const loopback = '127.0.0.1';
type Row = readonly [port: number, address: string, who: string, process: string];

function tcp([port, address, who, process]: Row): NodePort {
  return { port, protocol: 'tcp', address, who, process, use: 'always' };
}

/** VXLAN of the common CNI plugins; the kernel holds them once the plugin runs. */
const overlays: readonly NodePort[] = [
  {
    port: 8472,
    protocol: 'udp',
    address: '',
    who: 'VXLAN of flannel and Cilium',
    process: 'kernel',
    use: 'some',
  },
  {
    port: 4789,
    protocol: 'udp',
    address: '',
    who: 'VXLAN of Calico and Antrea',
    process: 'kernel',
    use: 'some',
  },
];

/** What will listen on this node, and where; ports are the defaults of the release where nothing is planned. */
export function nodePortsOf(plan: Plan): readonly NodePort[] {
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
    [kubeadmPorts.controllerManager, bind.controllerManager.value, 'controller manager', 'kube-controller'],
  ];
  const stores: Row[] = [
    [kubeadmPorts.etcdClient, advertiseAddress.value, 'etcd', 'etcd'],
    [kubeadmPorts.etcdPeer, advertiseAddress.value, 'etcd: peers', 'etcd'],
    [2381, loopback, 'etcd: metrics', 'etcd'],
  ];
  const isControlPlane = role.value === 'control-plane';
  const rows = [
    ...(isControlPlane ? control : []),
    ...(isControlPlane && !etcd.external ? stores : []),
    ...node,
    ...proxy,
  ];
  return [...rows.map(tcp), ...overlays];
}

/** The ports that kubeadm tries, and where: on all addresses until 1.36, as configured since (kubernetes#138250). */
export function kubeadmPortsOf(plan: Plan, release: string): readonly NodePort[] {
  const asConfigured = isAtLeast(release, '1.37');
  const names = new Set([plan.bindPort.value, ...Object.values(kubeadmPorts)]);
  return nodePortsOf(plan)
    .filter(({ port, protocol }) => protocol === 'tcp' && names.has(port))
    .map((one) => (asConfigured && one.port !== kubeadmPorts.kubelet ? one : { ...one, address: '' }));
}
