import type { ProxyMode } from '../config/plan.ts';

/** Who writes chains of iptables by these names. The first that fits counts. */
const owners = [
  ['kube-router', /^KUBE-(?:ROUTER|POD-FW-|NWPLCY)/u],
  ['kubelet', /^KUBE-(?:IPTABLES-HINT|KUBELET-CANARY|FIREWALL|MARK-DROP)$/u],
  ['kube-proxy', /^KUBE-/u],
  ['Calico', /^cali[-:]/u],
  ['Cilium', /^(?:OLD_)?CILIUM_/u],
  ['flannel', /^FLANNEL-/u],
  ['CNI plugins', /^CNI-/u],
  ['Antrea', /^ANTREA-/u],
  ['Weave', /^WEAVE/u],
  ['AWS VPC CNI', /^AWS-/u],
] as const satisfies readonly (readonly [string, RegExp])[];

/** The component of Kubernetes that names its chains so; undefined: none that is known. */
export function chainOwner(chain: string): string | undefined {
  return owners.find(([, pattern]) => pattern.test(chain))?.[0];
}

/** pkg/proxy/iptables: chains that only this mode has. */
const ofIptables =
  /^KUBE-(?:(?:SVC|SEP|SVL|EXT|FW|XLB)-.+|EXTERNAL-SERVICES|NODEPORTS|PROXY-CANARY|SERVICES)$/u;
/** pkg/proxy/ipvs: chains that only this mode has. */
const ofIpvs =
  /^KUBE-(?:LOAD-BALANCER|NODE-PORT|SOURCE-RANGES-FIREWALL|IPVS-FILTER|IPVS-OUT-FILTER|SERVICES)$/u;

/**
 * Whether kube-proxy writes such a chain in this mode, and no other component does: the kubelet
 * before 1.28 made KUBE-MARK-MASQ and KUBE-POSTROUTING as well. KUBE-SERVICES is of both modes.
 */
export function isProxyChain(chain: string, mode: Exclude<ProxyMode, 'nftables'>): boolean {
  return (mode === 'iptables' ? ofIptables : ofIpvs).test(chain);
}

/** The tables of kube-proxy in nftables mode (pkg/proxy/nftables, kubeProxyTable). */
export const proxyTables: readonly string[] = ['ip kube-proxy', 'ip6 kube-proxy'];
/** The link that ipvs mode binds the addresses of Services to (pkg/proxy/ipvs, defaultDummyDevice). */
export const ipvsLink = 'kube-ipvs0';
/** The sets of ipvs mode (pkg/proxy/ipvs/ipset.go); kube-router's are not among them. */
export const ipvsSet = /^KUBE-(?!ROUTER|SRC-|DST-)/u;
