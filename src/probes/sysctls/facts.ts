/** What stands in one file of /proc/sys now. */
export type SysctlValue =
  | { readonly state: 'read'; readonly text: string; readonly writable: boolean }
  | { readonly state: 'absent' }
  | { readonly state: 'unread'; readonly code: string };

/** An interface that carries IPv6 to other hosts: a default route, or a global address. */
export interface Ipv6Interface {
  readonly name: string;
  /** It has a default route that the kernel took from a router advertisement. */
  readonly routeFromRouter: boolean;
  /** conf/<name>/forwarding and accept_ra; absent: not readable. */
  readonly forwarding?: string;
  readonly acceptRa?: string;
}

export interface SysctlFacts {
  /** By key: `net/ipv4/ip_forward`. Every watched key has one, or those that kubeadm reads. */
  readonly values: Readonly<Record<string, SysctlValue>>;
  readonly ipv6Interfaces: readonly Ipv6Interface[];
}
