/** Files below /proc/sys that checks look at. A key is the path without `/proc/sys/`. */
export const sysctlRoot = '/proc/sys/';

export const forwardingKeys = {
  ipv4: 'net/ipv4/ip_forward',
  ipv6All: 'net/ipv6/conf/all/forwarding',
  ipv6Default: 'net/ipv6/conf/default/forwarding',
} as const;

export const ipv6OffKeys = {
  all: 'net/ipv6/conf/all/disable_ipv6',
  default: 'net/ipv6/conf/default/disable_ipv6',
} as const;

export const bridgeKeys = {
  ipv4: 'net/bridge/bridge-nf-call-iptables',
  ipv6: 'net/bridge/bridge-nf-call-ip6tables',
} as const;

/** What kubeadm itself reads (bridgeFiles and forwardingFiles in kubeadm-checks.ts). */
export const kubeadmKeys: readonly string[] = [
  forwardingKeys.ipv4,
  forwardingKeys.ipv6Default,
  bridgeKeys.ipv4,
  bridgeKeys.ipv6,
];

export interface KubeletSysctl {
  readonly key: string;
  readonly value: string;
  /** What a kernel starts with that nobody told otherwise. */
  readonly kernelDefault: string;
}

/**
 * What the kubelet sets at its start, or, with protectKernelDefaults, finds or ends
 * (kubernetes pkg/kubelet/cm/container_manager_linux.go, setupKernelTunables).
 */
export const kubeletSysctls: readonly KubeletSysctl[] = [
  { key: 'vm/overcommit_memory', value: '1', kernelDefault: '0' },
  { key: 'vm/panic_on_oom', value: '0', kernelDefault: '0' },
  { key: 'kernel/panic', value: '10', kernelDefault: '0' },
  { key: 'kernel/panic_on_oops', value: '1', kernelDefault: '0' },
  { key: 'kernel/keys/root_maxkeys', value: '1000000', kernelDefault: '1000000' },
  { key: 'kernel/keys/root_maxbytes', value: '25000000', kernelDefault: '25000000' },
];

export const watchedKeys: readonly string[] = [
  ...Object.values(forwardingKeys),
  ...Object.values(ipv6OffKeys),
  ...Object.values(bridgeKeys),
  ...kubeletSysctls.map(({ key }) => key),
];

/**
 * What writing one of these changes beside itself: `ip_forward` is another name of conf/all/forwarding,
 * and in IPv6 `all` is handed on to `default` (kernel Documentation/networking/ip-sysctl.rst).
 */
const handedOn: Readonly<Record<string, readonly string[]>> = {
  'net/ipv4/conf/all/forwarding': [forwardingKeys.ipv4],
  [forwardingKeys.ipv6All]: [forwardingKeys.ipv6All, forwardingKeys.ipv6Default],
  [ipv6OffKeys.all]: [ipv6OffKeys.all, ipv6OffKeys.default],
};

/** The watched keys that a write to this one changes. */
export function changedBy(key: string): readonly string[] {
  return handedOn[key] ?? (watchedKeys.includes(key) ? [key] : []);
}

/** All keys whose writing changes a watched one: what a pattern in a file may stand for. */
export const writtenKeys: readonly string[] = [...new Set([...Object.keys(handedOn), ...watchedKeys])];
