import type { ProxyMode } from '../config/plan.ts';

/** What happened, or is planned to happen, to a proxy mode in a release. */
export interface TimelineEntry {
  readonly release: string;
  readonly mode: ProxyMode | 'unset';
  readonly event:
    | 'alpha'
    | 'beta'
    | 'stable'
    | 'deprecated'
    | 'warns-when-unset'
    | 'becomes-default'
    | 'off-by-default'
    | 'removed';
  readonly says: string;
  /** A plan of an enhancement proposal, not a release that exists. */
  readonly planned: boolean;
  readonly source: string;
}

/** The modes of kube-proxy, by release. */
export const timeline: readonly TimelineEntry[] = [
  {
    release: '1.29',
    mode: 'nftables',
    event: 'alpha',
    says: 'nftables mode appears behind the gate NFTablesProxyMode, off by default.',
    planned: false,
    source: 'kubernetes#121046; KEP-3866',
  },
  {
    release: '1.31',
    mode: 'nftables',
    event: 'beta',
    says: 'nftables mode is beta and on; it needs kernel 5.13 and nft 1.0.1.',
    planned: false,
    source: 'kubernetes#124383, #124152',
  },
  {
    release: '1.33',
    mode: 'nftables',
    event: 'stable',
    says: 'nftables mode is stable; iptables stays the default.',
    planned: false,
    source: 'kubernetes#129653',
  },
  {
    release: '1.35',
    mode: 'ipvs',
    event: 'deprecated',
    says: 'ipvs mode is deprecated: kube-proxy says so in its log and an Event.',
    planned: false,
    source: 'kubernetes#134539; KEP-5495',
  },
  {
    release: '1.37',
    mode: 'unset',
    event: 'warns-when-unset',
    says: 'kube-proxy warns when no mode is set; kubeadm writes mode: iptables.',
    planned: false,
    source: 'kubernetes#139957, #139777; kubeadm#3309',
  },
  {
    release: '1.40',
    mode: 'nftables',
    event: 'becomes-default',
    says: 'The default mode on Linux becomes nftables.',
    planned: true,
    source: 'KEP-5343',
  },
  {
    release: '1.40',
    mode: 'ipvs',
    event: 'off-by-default',
    says: 'ipvs mode is off by default: kube-proxy exits unless the gate KubeProxyIPVS is on.',
    planned: true,
    source: 'KEP-5495; kubernetes#139397',
  },
  {
    release: '1.43',
    mode: 'ipvs',
    event: 'removed',
    says: 'ipvs mode is removed.',
    planned: true,
    source: 'KEP-5495',
  },
];

/** The release of an event, e.g. `1.40` for nftables becoming the default. */
export function releaseOf(mode: TimelineEntry['mode'], event: TimelineEntry['event']): string {
  const entry = timeline.find((one) => one.mode === mode && one.event === event);
  if (entry === undefined) throw new Error(`the timeline has no ${event} for ${mode}`);
  return entry.release;
}
