import type { ProxyMode } from '../config/plan.ts';

/** Something that changes for a cluster when kube-proxy moves from one mode to another. */
export interface ModeChange {
  readonly from: readonly ProxyMode[];
  readonly to: readonly ProxyMode[];
  readonly topic: string;
  readonly says: string;
  /** What to do about it, if anything. */
  readonly todo?: string;
  readonly source: string;
}

const iptablesBased = ['iptables', 'ipvs'] as const satisfies readonly ProxyMode[];

/** From KEP-3866, KEP-5343, KEP-6032 and the kube-proxy sources; see each entry's source. */
export const modeChanges: readonly ModeChange[] = [
  {
    from: ['iptables'],
    to: ['ipvs'],
    topic: 'NodePorts on loopback',
    says: 'NodePorts no longer answer on 127.0.0.1.',
    todo: 'Let clients on the node use its address.',
    source: 'KEP-3866',
  },
  {
    from: ['iptables'],
    to: ['nftables'],
    topic: 'NodePorts on loopback',
    says: 'NodePorts no longer answer on 127.0.0.1.',
    todo: 'Let clients on the node use its address. From 1.37 nftables mode can serve loopback (TCP only): gate KubeProxyNFTablesLocalhostNodePorts and localhost in nodePortAddresses.',
    source: 'KEP-3866; KEP-6032; kubernetes#138427',
  },
  {
    from: iptablesBased,
    to: ['nftables'],
    topic: 'NodePort addresses',
    says: "NodePorts answer on the node's primary addresses only; the default of nodePortAddresses is `primary`.",
    todo: 'Set nodePortAddresses: ["0.0.0.0/0", "::/0"] to keep all addresses; the kernel then needs fib.',
    source: 'kubernetes#123105 (1.31)',
  },
  {
    from: ['nftables'],
    to: iptablesBased,
    topic: 'NodePort addresses',
    says: 'NodePorts answer on every local address when nodePortAddresses is unset.',
    todo: 'Set nodePortAddresses: ["primary"] to keep them off the other addresses.',
    source: 'kubernetes#123105 (1.31)',
  },
  {
    from: iptablesBased,
    to: ['nftables'],
    topic: 'host firewall',
    says: 'kube-proxy opens no holes in a firewall of the host: a drop in another table stays a drop.',
    todo: 'Allow the NodePort range and forwarded pod traffic in the firewall before the move.',
    source: 'KEP-3866',
  },
  {
    from: ['iptables'],
    to: ['nftables'],
    topic: 'packets of invalid state',
    says: 'The drop of conntrack INVALID packets is gone; some kernels before 6.1 need conntrack.tcpBeLiberal.',
    todo: 'Set conntrack.tcpBeLiberal: true when long connections are reset.',
    source: 'kubernetes#124383',
  },
  {
    from: iptablesBased,
    to: ['nftables'],
    topic: 'leftovers',
    says: 'kube-proxy removes the iptables and IPVS rules of the old mode when it starts.',
    source: 'cmd/kube-proxy/app/server_linux.go',
  },
  {
    from: ['nftables'],
    to: iptablesBased,
    topic: 'leftovers',
    says: 'kube-proxy removes its nftables tables when it starts, if nft can be used.',
    source: 'cmd/kube-proxy/app/server_linux.go; rancher/rke2#7337',
  },
  {
    from: iptablesBased,
    to: iptablesBased,
    topic: 'leftovers',
    says: 'Nothing removes the rules of the old mode: both count as iptables-based.',
    todo: 'Run kube-proxy --cleanup on the node or reboot it.',
    source: 'cmd/kube-proxy/app/server_linux.go',
  },
  {
    from: iptablesBased,
    to: ['nftables'],
    topic: 'CNI',
    says: 'A CNI that writes iptables rules may have to move along.',
    todo: 'flannel: EnableNFTables; Calico: linuxDataplane Nftables; Cilium replaces kube-proxy and needs no mode.',
    source: 'KEP-5343',
  },
  {
    from: iptablesBased,
    to: ['nftables'],
    topic: 'unassigned ports',
    says: 'Unused ports of a ClusterIP are rejected, and unassigned ClusterIPs dropped.',
    source: 'KEP-3866',
  },
  {
    from: ['iptables', 'nftables'],
    to: ['ipvs'],
    topic: 'deprecation',
    says: 'ipvs mode is deprecated since 1.35, off by default from 1.40 and gone in 1.43.',
    todo: 'Choose nftables mode for anything new.',
    source: 'KEP-5495',
  },
];

/** What changes by moving between two modes, in the table's order. */
export function changesBetween(from: ProxyMode, to: ProxyMode): readonly ModeChange[] {
  if (from === to) return [];
  return modeChanges.filter((change) => change.from.includes(from) && change.to.includes(to));
}
