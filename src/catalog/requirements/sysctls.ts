import { conntrackCap } from '../conntrack-limits.ts';
import { bridgeFiles, forwardingFiles, pathCheckName } from '../kubeadm-checks.ts';
import { kubeletSysctls, sysctlRoot } from '../sysctls.ts';
import type { NodeRequirement } from './requirement.ts';

/** Values below /proc/sys. */
export const sysctlRequirements: readonly NodeRequirement[] = [
  ...(['ipv4', 'ipv6'] as const).map((family): NodeRequirement => ({
    id: `kubeadm.forwarding.${family}`,
    kind: 'sysctl',
    name: keyOf(forwardingFiles[family]),
    need: '= 1',
    component: 'kubeadm',
    phases: ['init', 'join'],
    families: [family],
    neededBy: ['kubeadm', 'kube-proxy', 'the CNI plugin'],
    purpose: 'packets go from Pod to Pod, and from node to node',
    without: 'kubeadm init and join end; no packet leaves its node',
    severity: 'required',
    source: 'cmd/kubeadm/app/preflight/checks.go; kubeadm#1062',
    check: pathCheckName('FileContent', forwardingFiles[family]),
  })),
  ...(['ipv4', 'ipv6'] as const).map((family): NodeRequirement => ({
    id: `kubeadm.bridge.${family}`,
    kind: 'sysctl',
    name: keyOf(bridgeFiles[family]),
    need: '= 1',
    component: 'kubeadm',
    phases: ['init', 'join'],
    families: [family],
    until: '1.30',
    neededBy: ['kubeadm: preflight'],
    purpose: 'kubeadm looks at it, whether or not the CNI plugin has a bridge',
    without: 'kubeadm init and join end',
    severity: 'required',
    source: 'kubernetes#123464; kubeadm#3025',
    check: pathCheckName('FileContent', bridgeFiles[family]),
  })),
  ...kubeletSysctls.map(({ key, value }): NodeRequirement => ({
    id: `kubelet.sysctl.${key.replaceAll('/', '.')}`,
    kind: 'sysctl',
    name: key,
    need: `= ${value}`,
    component: 'kubelet',
    neededBy: ['kubelet'],
    purpose: 'the kubelet sets it at its start; with protectKernelDefaults it must be so already',
    without: 'with protectKernelDefaults: true the kubelet ends; else it sets the value itself',
    severity: 'recommended',
    source: 'pkg/kubelet/cm/container_manager_linux.go',
    check: 'KubeletSysctls',
  })),
  conntrackLimit('max(32768 a CPU, 131072)', { until: conntrackCap.since }),
  conntrackLimit(`max(32768 a CPU, 131072), at most ${conntrackCap.value}`, { from: conntrackCap.since }),
];

function keyOf(file: string): string {
  return file.slice(sysctlRoot.length);
}

function conntrackLimit(need: string, range: { from?: string; until?: string }): NodeRequirement {
  return {
    id: `kube-proxy.conntrack-max${range.from === undefined ? '' : `-${range.from}`}`,
    kind: 'sysctl',
    name: 'net/netfilter/nf_conntrack_max',
    need,
    component: 'kube-proxy',
    ...range,
    neededBy: ['kube-proxy'],
    purpose: 'kube-proxy writes the limit of connection tracking at its start, in every mode',
    without: 'kube-proxy exits where nf_conntrack is not loaded or the limit cannot be written',
    severity: 'required',
    source: 'cmd/kube-proxy/app/conntrack.go; kubernetes#137002',
    check: 'ConntrackLimits',
  };
}
