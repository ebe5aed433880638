import type { Family } from '../../../src/config/plan.ts';

/** One program as kube-proxy runs it. */
export interface Script {
  readonly argv: readonly [string, ...string[]];
  readonly stdin?: string;
  /** kube-proxy logs that it failed, and its Services work all the same. */
  readonly mayFail?: boolean;
}

/** Kinds of Services that a cluster may never have, and that bring rules of their own. */
export const kinds = ['affinity', 'external-ips', 'external-local', 'source-ranges', 'sctp'] as const;
export type Kind = (typeof kinds)[number];

/** What of the configuration and of the cluster changes the kinds of rules. */
export interface Setting {
  readonly kinds: readonly Kind[];
  /** `all`: every local address. `some`: addresses that are listed, or those of the Node (`primary`). */
  readonly nodePortAddresses: 'all' | 'some';
  readonly masqueradeAll: boolean;
  /** iptables and IPv4 only. */
  readonly localhostNodePorts: boolean;
  /** How traffic of Pods is told: by ClusterCIDR, by the bridge, or by a prefix of the interface's name. */
  readonly detectLocal: 'cidr' | 'bridge' | 'prefix';
  readonly scheduler: string;
  /** The kernel has nfnetlink_acct, so that iptables mode counts packets by `-m nfacct`. */
  readonly counters: boolean;
}

/** A new cluster: Services of the plain kinds, and the configuration that kubeadm writes. */
export const plain: Setting = {
  kinds: [],
  nodePortAddresses: 'some',
  masqueradeAll: false,
  localhostNodePorts: true,
  detectLocal: 'cidr',
  scheduler: 'rr',
  counters: false,
};

export const everyKind: Setting = { ...plain, kinds };

/** Addresses of the cluster that the rules are about. */
export interface Addresses {
  readonly services: string;
  readonly pods: string;
  readonly node: string;
  readonly web: string;
  readonly dns: string;
  readonly external: string;
  readonly balancer: string;
  readonly sources: readonly [string, string];
  readonly endpoints: readonly [string, string];
}

export const addresses: Readonly<Record<Family, Addresses>> = {
  ipv4: {
    services: '10.96.0.0/12',
    pods: '10.244.0.0/16',
    node: '10.0.2.15',
    web: '10.96.0.10',
    dns: '10.96.0.11',
    external: '203.0.113.5',
    balancer: '203.0.113.7',
    sources: ['192.0.2.0/24', '198.51.100.0/24'],
    endpoints: ['10.244.0.5', '10.244.1.6'],
  },
  ipv6: {
    services: 'fd00:10:96::/112',
    pods: 'fd00:10:244::/64',
    node: '2001:db8:9::15',
    web: 'fd00:10:96::10',
    dns: 'fd00:10:96::11',
    external: '2001:db8:5::5',
    balancer: '2001:db8:7::7',
    sources: ['2001:db8:1::/64', '2001:db8:2::/64'],
    endpoints: ['fd00:10:244::5', 'fd00:10:244::6'],
  },
};

/** `10.244.0.5:8080`, `[fd00::5]:8080`. */
export function withPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
