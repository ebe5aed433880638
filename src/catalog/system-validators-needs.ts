import type { KernelOption } from './system-validators-options.ts';
import { optionLists } from './system-validators-options.ts';

/** A kernel option whose want is felt on a node, whatever kubeadm lists. */
export interface KernelNeed extends KernelOption {
  readonly severity: 'fail' | 'warn';
  /** Only with this version of cgroups. */
  readonly cgroups?: 1 | 2;
  readonly why: string;
}

/**
 * Options without which containers do not run, or a default of Kubernetes does not work. What kubeadm
 * lists beside them is judged by function elsewhere (controllers, the rules of the proxy mode), or is
 * used by nobody on this node: EXT4_FS where the disks carry another file system.
 */
export const kernelNeeds: readonly KernelNeed[] = [
  { name: 'NAMESPACES', severity: 'fail', why: 'containers are made of namespaces' },
  { name: 'NET_NS', severity: 'fail', why: 'every Pod has a network namespace' },
  { name: 'PID_NS', severity: 'fail', why: 'every container has a PID namespace' },
  { name: 'IPC_NS', severity: 'fail', why: 'every Pod has an IPC namespace' },
  { name: 'UTS_NS', severity: 'fail', why: 'every Pod has a host name of its own' },
  { name: 'CGROUPS', severity: 'fail', why: 'the kubelet keeps Pods in cgroups' },
  { name: 'INET', severity: 'fail', why: 'the components speak TCP/IP' },
  {
    name: 'CGROUP_BPF',
    cgroups: 2,
    severity: 'fail',
    why: 'with cgroup v2 runtimes limit the devices of a container by a BPF program',
  },
  {
    name: 'FAIR_GROUP_SCHED',
    severity: 'warn',
    why: 'CPU requests are shares of the fair scheduler',
  },
  { name: 'CFS_BANDWIDTH', severity: 'warn', why: 'containers with a CPU limit do not start without it' },
  {
    name: 'SECCOMP_FILTER',
    severity: 'warn',
    why: 'Pods with a seccomp profile (RuntimeDefault) do not start without it',
  },
  {
    name: 'OVERLAY_FS',
    aliases: ['OVERLAYFS_FS'],
    severity: 'warn',
    why: 'container runtimes unpack images on overlayfs unless told otherwise',
  },
];

/** The oldest kernel that Kubernetes is tried with: kubernetes#128149 for 1.32 and later. */
export const minimumKernels: readonly { readonly from: string; readonly kernel: string }[] = [
  { from: '1.28', kernel: '3.10' },
  { from: '1.32', kernel: '4.19' },
];

/** Every option that some release of kubeadm, or this program, looks for beside those of netfilter. */
export const lookedForOptions: readonly string[] = [
  ...new Set(
    [
      ...Object.values(optionLists).flatMap(({ always, v1, v2 }) => [...always, ...v1, ...v2]),
      ...kernelNeeds,
    ].flatMap(({ name, aliases = [] }: KernelOption) => [name, ...aliases]),
  ),
].map((name) => `CONFIG_${name}`);
