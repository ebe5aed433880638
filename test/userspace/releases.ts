/** What is expected of the tools of one release of Debian. */
export interface Release {
  readonly suite: string;
  /** undefined: it moves on; the version is that of its package. */
  readonly nft?: string;
  readonly iptables?: string;
  /** Reason codes by the planned Kubernetes release. */
  readonly nftTool: string;
  readonly nftSkew: Readonly<Record<string, string>>;
}

/** Before and after kube-proxy's image could list what nft 1.1.3 writes (kubernetes#136786, 1.36). */
export const planned = ['v1.33.0', 'v1.36.2'] as const;

export const releases: readonly Release[] = [
  {
    suite: 'bullseye',
    nft: '0.9.8',
    iptables: '1.8.7',
    nftTool: 'tool.too-old',
    nftSkew: { 'v1.33.0': 'skew.known-bad', 'v1.36.2': 'skew.known-bad' },
  },
  {
    suite: 'bookworm',
    nft: '1.0.6',
    iptables: '1.8.9',
    nftTool: 'tool.sound',
    nftSkew: { 'v1.33.0': 'skew.none', 'v1.36.2': 'skew.none' },
  },
  {
    suite: 'trixie',
    nft: '1.1.3',
    iptables: '1.8.11',
    nftTool: 'tool.sound',
    nftSkew: { 'v1.33.0': 'skew.known-bad', 'v1.36.2': 'skew.none' },
  },
  {
    suite: 'sid',
    nftTool: 'tool.sound',
    nftSkew: { 'v1.33.0': 'skew.known-bad', 'v1.36.2': 'skew.none' },
  },
];
