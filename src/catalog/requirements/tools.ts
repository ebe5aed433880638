import type { ProxyMode } from '../../config/plan.ts';
import { executableRows } from '../executables.ts';
import { releaseOf } from '../timeline.ts';
import { proxyToolsOf, type ProxyPlace, type ToolNeed, usersOf, whyOnHost } from '../tools.ts';
import type { NodeRequirement } from './requirement.ts';

const plain = (name: string): ToolNeed => ({ name, leader: name });

/** From when on kubeadm looks for a program, which its tables know. */
function lookedForSince(name: string): Pick<NodeRequirement, 'from'> {
  const from = executableRows.find((row) => row.name === name)?.from;
  return from === undefined ? {} : { from };
}

/**
 * Programs that the kubelet and kubeadm run on the host, whatever the proxy mode. The check FileExisting
 * demands them, `requirements`, `explain` and the documentation tell of them: an entry here is all it takes.
 */
const nodeTools: readonly NodeRequirement[] = [
  {
    id: 'kubelet.losetup',
    kind: 'tool',
    name: 'losetup',
    need: '',
    component: 'kubelet',
    ...lookedForSince('losetup'),
    neededBy: ['kubelet: block volumes'],
    purpose: 'the kubelet attaches raw block volumes with it',
    without: 'Pods with a raw block volume stay in ContainerCreating; kubeadm init and join end',
    severity: 'required',
    source: 'kubernetes#129450',
    check: 'FileExisting-losetup',
    tool: plain('losetup'),
  },
  {
    id: 'kubelet.mount',
    kind: 'tool',
    name: 'mount',
    need: '',
    component: 'kubelet',
    ...lookedForSince('mount'),
    neededBy: ['kubelet: volumes'],
    purpose: 'the kubelet mounts volumes with it',
    without: 'Pods with volumes stay in ContainerCreating; kubeadm init and join end',
    severity: 'required',
    source: 'cmd/kubeadm/app/preflight/checks_linux.go; k8s.io/mount-utils',
    check: 'FileExisting-mount',
    tool: plain('mount'),
  },
  {
    id: 'kubeadm.cp',
    kind: 'tool',
    name: 'cp',
    need: '',
    component: 'kubeadm',
    ...lookedForSince('cp'),
    neededBy: ['kubeadm: etcd'],
    purpose: 'kubeadm copies the etcd directory with it before an upgrade',
    without: 'kubeadm init and join end; an upgrade of a local etcd has no copy to go back to',
    severity: 'required',
    source: 'kubernetes#130045',
    check: 'FileExisting-cp',
    tool: plain('cp'),
  },
];

/** What kube-proxy says and does, as a service of the host, without a tool of its mode. */
const withoutOnHost: Readonly<Record<string, string>> = {
  nft: 'kube-proxy exits: could not find nftables binary (k3s#11267)',
  ipset: "kube-proxy exits: can't use the IPVS proxier",
  iptables: 'kube-proxy exits where both families lack it: iptables is not available on this host',
  'iptables-restore': 'kube-proxy stays up and every sync fails: Failed to execute iptables-restore',
  'iptables-save': 'kube-proxy says so in its log, and leaves old chains: Failed to execute iptables-save',
};
const withoutInPod: Readonly<Record<string, string>> = {
  nft: 'kube-proxy works from its image; the kernel cannot be proven by its rules, nor the rules be shown',
  ipset: 'kube-proxy works from its image; CNI plugins of the host that use sets fail',
  iptables:
    'kube-proxy works from its image; the kubelet makes no KUBE-IPTABLES-HINT, by which images choose the variant that the kernel has',
};

/** The floor of ipvs is over; the others have none. */
const modeRange = {
  iptables: {},
  nftables: { from: releaseOf('nftables', 'alpha') },
  ipvs: { until: releaseOf('ipvs', 'removed') },
} as const satisfies Record<ProxyMode, Pick<NodeRequirement, 'from' | 'until'>>;

function proxyTool(need: ToolNeed, mode: ProxyMode, place: ProxyPlace): NodeRequirement {
  const { name, leader, minimum } = need;
  const key = leader === 'ip6tables' ? 'iptables' : leader;
  const plainName = name.replace('ip6tables', 'iptables');
  const ofFamily = name.startsWith('ip6tables') ? 'ipv6' : name.startsWith('iptables') ? 'ipv4' : undefined;
  return {
    id: `kube-proxy.${mode}.${place}.${name}`,
    kind: 'tool',
    name,
    need: minimum === undefined ? '' : `>= ${minimum}`,
    component: 'kube-proxy',
    modes: [mode],
    place,
    ...(ofFamily === undefined ? {} : { families: [ofFamily] }),
    ...modeRange[mode],
    neededBy: usersOf(name, mode, place),
    purpose: whyOnHost(name, mode, place),
    without: (place === 'host' ? (withoutOnHost[plainName] ?? withoutOnHost[key]) : withoutInPod[key]) ?? '',
    severity: 'required',
    source: need.minimumSource ?? 'kubeadm#3132; kubernetes pkg/util/iptables',
    check: `FileExisting-${name}`,
    tool: need,
  };
}

const proxyTools: readonly NodeRequirement[] = (['iptables', 'ipvs', 'nftables'] as const).flatMap((mode) =>
  (['pod', 'host'] as const).flatMap((place) =>
    proxyToolsOf(mode, ['ipv4', 'ipv6']).map((need) => proxyTool(need, mode, place)),
  ),
);

/** What kubeadm once looked for, and nothing runs: its table tells from when to when. */
const kubeadmTools: readonly NodeRequirement[] = executableRows
  .filter(
    ({ name, forTargetsBelow }) =>
      forTargetsBelow === undefined && !nodeTools.some((tool) => tool.name === name),
  )
  .map(({ name, severity, from, until }) => ({
    id: `kubeadm.path.${name}${from === undefined ? '' : `-${from}`}`,
    kind: 'tool',
    name,
    need: 'in PATH',
    component: 'kubeadm',
    phases: ['init', 'join'],
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    neededBy: ['kubeadm: preflight'],
    purpose: 'kubeadm looks for it in PATH, whether or not anything runs it',
    without:
      severity === 'error'
        ? `kubeadm init and join end: [ERROR FileExisting-${name}]`
        : `kubeadm init and join warn: [WARNING FileExisting-${name}]`,
    severity: severity === 'error' ? 'required' : 'recommended',
    source: 'cmd/kubeadm/app/preflight/checks_linux.go',
    check: `FileExisting-${name}`,
    tool: plain(name),
    demandedBy: 'kubeadm',
  }));

/** Every tool that anybody asks for. The check FileExisting is made from it. */
export const toolRequirements: readonly NodeRequirement[] = [...nodeTools, ...proxyTools, ...kubeadmTools];
