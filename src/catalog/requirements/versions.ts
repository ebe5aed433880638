import { etcdMinima } from '../etcd-versions.ts';
import { versionRules } from '../version-rules.ts';
import type { NodeRequirement } from './requirement.ts';

const etcd: readonly NodeRequirement[] = etcdMinima.toReversed().map(({ since, minimum }, index, all) => {
  const next = all[index + 1]?.since;
  return {
    id: `kubeadm.external-etcd.${since}`,
    kind: 'version',
    name: 'external etcd',
    need: `>= ${minimum}`,
    component: 'kubeadm',
    phases: ['init'],
    role: 'control-plane',
    from: since,
    ...(next === undefined ? {} : { until: next }),
    neededBy: ['kubeadm', 'API server'],
    purpose: 'only with an external etcd: kubeadm asks each endpoint for its version',
    without: 'kubeadm init ends',
    severity: 'required',
    source: 'MinExternalEtcdVersion in cmd/kubeadm/app/constants/constants.go; kubernetes#124465, #134779',
    check: 'ExternalEtcdVersion',
  };
});

const others: readonly NodeRequirement[] = [
  {
    id: 'kubelet.runtime',
    kind: 'version',
    name: 'container runtime',
    need: 'CRI v1',
    component: 'kubelet',
    neededBy: ['kubelet', 'kubeadm'],
    purpose: 'the kubelet runs Pods by it',
    without: 'the kubelet ends; kubeadm init and join end',
    severity: 'required',
    source: 'cmd/kubeadm/app/preflight/checks.go; kubernetes#124685',
    check: 'CRI',
  },
  {
    id: 'kubelet.runtime-config',
    kind: 'version',
    name: 'container runtime',
    need: 'CRI RuntimeConfig (containerd 2.0, CRI-O 1.28)',
    component: 'kubelet',
    from: '1.35',
    neededBy: ['kubelet: cgroup driver', 'kubeadm'],
    purpose: 'the kubelet asks the runtime for its cgroup driver',
    without: 'kubeadm warns; later releases of the kubelet are to end',
    severity: 'recommended',
    source: 'kubernetes#134906; KEP-4033; kubernetes#135923',
    check: 'ContainerRuntimeVersion',
  },
  skew('>= that of kubeadm - 1 minor, <= that of the control plane', { until: '1.29' }),
  skew('>= that of kubeadm - 3 minors, <= that of the control plane', { from: '1.29' }),
  ...versionRules.map((rule): NodeRequirement => ({
    id: `kube-proxy.skew.${rule.id}`,
    kind: 'version',
    name: `${rule.tool} of the host`,
    need: `not ${[rule.from && `>= ${rule.from}`, rule.below && `< ${rule.below}`].filter(Boolean).join(' and ')}`,
    component: 'kube-proxy',
    modes: rule.modes,
    ...(rule.until === undefined ? {} : { until: rule.until }),
    neededBy: [`kube-proxy beside the ${rule.tool} of the host`],
    purpose: `${rule.need}; only where it is installed`,
    without: rule.says,
    severity: 'recommended',
    source: rule.source,
    check: rule.tool === 'nft' ? 'NftVersionSkew' : 'IPTablesVersion',
  })),
];

function skew(need: string, range: { from?: string; until?: string }): NodeRequirement {
  return {
    id: `kubeadm.kubelet${range.from === undefined ? '' : `-${range.from}`}`,
    kind: 'version',
    name: 'kubelet',
    need,
    component: 'kubeadm',
    phases: ['init', 'join'],
    ...range,
    neededBy: ['kubeadm'],
    purpose: 'kubeadm starts the kubelet that is installed',
    without: 'kubeadm init and join end',
    severity: 'required',
    source: 'kubernetes#120825; kubernetes.io/releases/version-skew-policy',
    check: 'KubeletVersion',
  };
}

/** Versions of what runs beside Kubernetes. */
export const versionRequirements: readonly NodeRequirement[] = [...others, ...etcd];
