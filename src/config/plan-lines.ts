import { describeOrigin } from './origin.ts';
import type { Plan, Planned } from './plan.ts';

export interface PlanLine {
  readonly label: string;
  readonly value: string;
  readonly origin: string;
}

type Scalar = string | number | boolean;

function line(label: string, planned: Planned<Scalar | readonly string[]>): PlanLine {
  const { value } = planned;
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return { label, value: text === '' ? '(none)' : text, origin: describeOrigin(planned.origin) };
}

function familyNames(plan: Plan): Planned<readonly string[]> {
  const names = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;
  return { ...plan.families, value: plan.families.value.map((family) => names[family]) };
}

/** What a report shows at its head: the values that decide most. */
export function headLines(plan: Plan): readonly PlanLine[] {
  return [
    line('kube-proxy', plan.proxyMode),
    line('families', familyNames(plan)),
    line('Kubernetes', plan.kubernetesVersion),
    ...(plan.cni.plugins.value.length === 0 ? [] : [line('CNI', plan.cni.plugins)]),
  ];
}

/** Every planned value with its origin, in the order people ask for them. */
export function planLines(plan: Plan): readonly PlanLine[] {
  const { kubeProxy, kubelet } = plan;
  return [
    ...headLines(plan),
    line('role', plan.role),
    line('node name', plan.nodeName),
    line('advertise address', plan.advertiseAddress),
    line('API server port', plan.bindPort),
    line('API endpoint', plan.apiServerEndpoint),
    line('service subnets', plan.serviceSubnets),
    line('pod subnets', plan.podSubnets),
    line('DNS domain', plan.dnsDomain),
    line('CRI socket', plan.criSocket),
    line('skipped phases', plan.skipPhases),
    ...(plan.proxyMode.value === 'none' ? [] : proxyLines(plan)),
    ...cniLines(plan),
    line('kubelet hint chain', kubelet.makeIPTablesUtilChains),
    line('kubelet cgroup driver', kubelet.cgroupDriver),
    line('kubelet failSwapOn', kubelet.failSwapOn),
    ...(plan.etcd.external ? [line('etcd', plan.etcd.endpoints)] : [line('etcd data', plan.etcd.dataDir)]),
    ...plan.ignorePreflightErrors.map((name) => line('ignored check', name)),
    ...(kubeProxy.modeSet || plan.proxyMode.origin.kind !== 'default' ? [] : [unsetNote(plan)]),
  ];
}

function proxyLines({ kubeProxy, proxyMode }: Plan): readonly PlanLine[] {
  return [
    line('NodePort addresses', kubeProxy.nodePortAddresses),
    line('cluster CIDR', kubeProxy.clusterCidr),
    line('local traffic by', kubeProxy.detectLocalMode),
    line('masquerade bit', kubeProxy.masqueradeBit),
    ...(proxyMode.value === 'ipvs' ? [line('ipvs scheduler', kubeProxy.ipvsScheduler)] : []),
    ...(proxyMode.value === 'iptables' ? [line('localhost NodePorts', kubeProxy.localhostNodePorts)] : []),
    line('conntrack per core', kubeProxy.conntrackMaxPerCore),
  ];
}

function cniLines({ cni }: Plan): readonly PlanLine[] {
  const { servesServices: serves, dataPlane, removesKubeProxy: removes } = cni;
  return [
    ...(serves === undefined ? [] : [line('CNI serves Services', serves)]),
    ...(dataPlane === undefined ? [] : [line('CNI data plane', dataPlane)]),
    ...(removes === undefined ? [] : [line('CNI removes kube-proxy', removes)]),
  ];
}

function unsetNote({ proxyMode }: Plan): PlanLine {
  return {
    label: 'mode',
    value: `not set: ${proxyMode.value} rules`,
    origin: describeOrigin(proxyMode.origin),
  };
}
