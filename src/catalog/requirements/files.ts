import { joinFiles, manifestFiles, pathCheckName } from '../kubeadm-checks.ts';
import { controlPlaneNeeds } from '../machine-needs.ts';
import type { NodeRequirement } from './requirement.ts';

function kubeadmFile(
  path: string,
  rest: Pick<NodeRequirement, 'phases' | 'role' | 'purpose'> & { readonly need?: string },
): NodeRequirement {
  const need = rest.need ?? 'absent';
  const kind = need === 'empty' ? 'DirAvailable' : 'FileAvailable';
  return {
    id: `kubeadm.file.${path.split('/').at(-1) ?? path}`,
    kind: 'file',
    name: path,
    component: 'kubeadm',
    neededBy: ['kubeadm'],
    without: 'kubeadm ends: the node was set up before',
    severity: 'required',
    source: 'cmd/kubeadm/app/preflight/checks.go',
    check: pathCheckName(kind, path),
    ...rest,
    need,
  };
}

/** Files that must be there, or must not. */
export const fileRequirements: readonly NodeRequirement[] = [
  ...manifestFiles.map((path) =>
    kubeadmFile(path, { phases: ['init', 'join'], role: 'control-plane', purpose: 'kubeadm writes it' }),
  ),
  ...joinFiles.map((path) =>
    kubeadmFile(path, { phases: ['join'], purpose: 'kubeadm writes it when the node joins' }),
  ),
  kubeadmFile('/etc/kubernetes/pki/ca.crt', {
    phases: ['join'],
    role: 'worker',
    purpose: 'kubeadm writes it when a worker joins',
  }),
  kubeadmFile('/var/lib/etcd', {
    phases: ['init', 'join'],
    role: 'control-plane',
    purpose: 'a new member of etcd begins with no data',
    need: 'empty',
  }),
  {
    id: 'kubelet.resolv-conf',
    kind: 'file',
    name: '/etc/resolv.conf',
    need: 'servers that Pods can reach',
    component: 'kubelet',
    neededBy: ['kubelet', 'CoreDNS'],
    purpose: 'Pods of the node, and CoreDNS among them, get the name servers that stand there',
    without: 'no Pod starts; with a loopback server CoreDNS asks itself and ends',
    severity: 'required',
    source: 'pkg/kubelet/network/dns; coredns plugin/loop',
    check: 'ResolvConf',
  },
  {
    id: 'kube-proxy.xtables-lock',
    kind: 'file',
    name: '/run/xtables.lock',
    need: 'a file, shared with the Pod',
    component: 'kube-proxy',
    modes: ['iptables', 'ipvs'],
    neededBy: ['kube-proxy', 'kubelet', 'the CNI plugin'],
    purpose: 'whoever writes iptables rules takes this lock',
    without: 'writers of rules undo each other, or wait for ever',
    severity: 'required',
    source: 'kubernetes#57428; cmd/kubeadm/app/phases/addons/proxy/manifests.go',
    check: 'XtablesLock',
  },
];

/** What is asked of the machine. */
export const machineRequirements: readonly NodeRequirement[] = [
  {
    id: 'kubeadm.cpus',
    kind: 'resource',
    name: 'CPUs',
    need: `>= ${controlPlaneNeeds.cpus}`,
    component: 'kubeadm',
    phases: ['init', 'join'],
    role: 'control-plane',
    neededBy: ['kubeadm', 'control plane'],
    purpose: 'the control plane runs on this machine',
    without: 'kubeadm init and join of a control plane end',
    severity: 'required',
    source: 'cmd/kubeadm/app/constants/constants.go',
    check: 'NumCPU',
  },
  {
    id: 'kubeadm.memory',
    kind: 'resource',
    name: 'memory',
    need: `>= ${controlPlaneNeeds.memoryMb} MB`,
    component: 'kubeadm',
    phases: ['init', 'join'],
    role: 'control-plane',
    neededBy: ['kubeadm', 'control plane'],
    purpose: 'the control plane runs on this machine',
    without: 'kubeadm init and join of a control plane end',
    severity: 'required',
    source: 'cmd/kubeadm/app/constants/constants.go',
    check: 'Mem',
  },
  {
    id: 'kubelet.swap',
    kind: 'resource',
    name: 'swap',
    need: 'off',
    component: 'kubelet',
    neededBy: ['kubelet'],
    purpose: 'failSwapOn is true by default: the kubelet is not to share memory with a disk',
    without: 'the kubelet ends at its start, unless failSwapOn is false',
    severity: 'required',
    source: 'KEP-2400; kubeadm#610',
    check: 'Swap',
  },
];
