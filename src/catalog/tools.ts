import type { Family, ProxyMode } from '../config/plan.ts';

/** A host tool that a proxy mode wants, and why. */
export interface ToolNeed {
  readonly name: string;
  /** The tool whose package and binary it shares; itself for a leader. */
  readonly leader: string;
  /** The oldest version that serves; absent: any. */
  readonly minimum?: string;
  /** Where the minimum is written. */
  readonly minimumSource?: string;
}

export type ProxyPlace = 'pod' | 'host';

/** The version floors, each with its source. */
const floors = {
  nft: { minimum: '1.0.1', minimumSource: 'kube-proxy >= 1.31, pkg/proxy/nftables/supported.go' },
  ipset: { minimum: '6.0', minimumSource: 'kube-proxy, pkg/proxy/ipvs' },
  iptables: { minimum: '1.4.21', minimumSource: "the kubelet's deb and rpm packages" },
} as const;

/** iptables first: a missing package is told of once, at the leader. */
function trio(name: 'iptables' | 'ip6tables', leader: string): readonly ToolNeed[] {
  return [
    { name, leader, ...floors.iptables },
    { name: `${name}-save`, leader },
    { name: `${name}-restore`, leader },
  ];
}

function iptablesTools(families: readonly Family[]): readonly ToolNeed[] {
  const four = families.includes('ipv4') ? trio('iptables', 'iptables') : [];
  const leader = four.length > 0 ? 'iptables' : 'ip6tables';
  return [...four, ...(families.includes('ipv6') ? trio('ip6tables', leader) : [])];
}

/**
 * The mode-aware policy: which host tools a proxy mode wants for the families in use. ipvs keeps its
 * masquerade and packet marks in iptables and its port lists in ipset; IPVS itself is netlink, no tool.
 */
export function proxyToolsOf(mode: ProxyMode | 'none', families: readonly Family[]): readonly ToolNeed[] {
  if (mode === 'none') return [];
  if (mode === 'nftables') return [{ name: 'nft', leader: 'nft', ...floors.nft }];
  if (mode === 'iptables') return iptablesTools(families);
  return [...iptablesTools(families), { name: 'ipset', leader: 'ipset', ...floors.ipset }];
}

/** Every proxy tool of every mode. */
export const proxyToolNames: readonly string[] = [
  ...new Set(
    (['iptables', 'ipvs', 'nftables'] as const)
      .flatMap((mode) => proxyToolsOf(mode, ['ipv4', 'ipv6']))
      .map((need) => need.name),
  ),
];

/**
 * Who runs the host's copy. With kubeadm, kube-proxy runs from an image with its own iptables, ipset and
 * nft (kubernetes/release, images/build/distroless-iptables): the host's copies serve others.
 */
export function usersOf(tool: string, mode: ProxyMode | 'none', place: ProxyPlace): readonly string[] {
  const proxy = place === 'host' ? [`kube-proxy (${mode})`] : [];
  if (tool === 'nft') return [...proxy, 'operator', 'kube-preflight: proof of the kernel'];
  if (tool === 'ipset') return [...proxy, 'CNI plugins', 'operator', 'kube-preflight: proof of the kernel'];
  return [
    ...proxy,
    'kubelet: KUBE-IPTABLES-HINT',
    'CNI plugins',
    'operator',
    'kube-preflight: proof of the kernel',
  ];
}

/** What the host's copy is asked for. */
export function whyOnHost(tool: string, mode: ProxyMode | 'none', place: ProxyPlace): string {
  if (place === 'host')
    return `${tool}: kube-proxy runs as a service of this host and executes it in ${mode} mode`;
  const own = "(kube-proxy's image brings its own)";
  if (tool === 'nft') return `nft, to prove the kernel and to show the rules ${own}`;
  if (tool === 'ipset') return `ipset, for CNI plugins and to show the sets ${own}`;
  return `${tool}, for the kubelet's hint chain, CNI plugins and you ${own}`;
}
