/** What one distribution, from one release on, ships of the host tools. A data table; packages.ts reads it. */
export interface Distribution {
  /** /etc/os-release ID; also what ID_LIKE of a descendant names. */
  readonly ids: readonly string[];
  /** Versions it speaks for: from (inclusive), below (exclusive), compared as numbers. */
  readonly from?: string;
  readonly below?: string;
  /** Words before the package name; absent: packages cannot be installed there. */
  readonly install?: string;
  /** Why nothing can be installed. */
  readonly immutable?: string;
  /** Package by tool, where it is not the usual one. `''`: not shipped. */
  readonly packages?: Readonly<Record<string, string>>;
  /** What one must know beside the command, by tool. */
  readonly notes?: Readonly<Record<string, string>>;
  /** nft of this release, where it is older than 1.0.1. */
  readonly oldNft?: string;
  /** false: the distribution has neither legacy iptables nor its kernel modules. */
  readonly legacyIptables?: false;
}

/** The kernel of Enterprise Linux 10 keeps the xt modules in a package of its own (kops#17789, rke2#8498). */
const elTenNotes = {
  iptables:
    'Enterprise Linux 10 has only the nft variant, deprecated; it wants kernel-modules-extra of the running kernel. There is no legacy iptables.',
  ipset:
    'ipset is deprecated since Enterprise Linux 9; it may not be in your repositories: see `dnf info ipset`.',
} as const;

const enterprise = {
  iptables: 'iptables-nft',
  losetup: 'util-linux',
  mount: 'util-linux',
  ip: 'iproute',
  tc: 'iproute-tc',
  conntrack: 'conntrack-tools',
} as const;
const elIds = ['rhel', 'centos', 'rocky', 'almalinux', 'ol'] as const;

/** The first entry that matches rules. Names as in the distributions' own indexes. */
export const distributions: readonly Distribution[] = [
  { ids: ['debian'], below: '11', install: 'apt-get install', oldNft: '0.9.0' },
  { ids: ['debian'], from: '11', below: '12', install: 'apt-get install', oldNft: '0.9.8' },
  { ids: ['ubuntu'], below: '20.10', install: 'apt-get install', oldNft: '0.9.3' },
  { ids: ['debian', 'ubuntu'], install: 'apt-get install' },
  {
    ids: elIds,
    from: '10',
    install: 'dnf install',
    packages: enterprise,
    notes: elTenNotes,
    legacyIptables: false,
  },
  { ids: elIds, from: '9', below: '10', install: 'dnf install', packages: enterprise },
  {
    ids: elIds,
    from: '8',
    below: '9',
    install: 'dnf install',
    packages: { ...enterprise, iptables: 'iptables' },
    legacyIptables: false,
  },
  {
    ids: elIds,
    below: '8',
    install: 'yum install',
    packages: { ...enterprise, iptables: 'iptables' },
    oldNft: '0.8',
  },
  // No VERSION_ID, or one that is not a number: the name that every release resolves.
  { ids: ['rhel'], install: 'dnf install', packages: { ...enterprise, iptables: 'iptables' } },
  { ids: ['fedora'], install: 'dnf install', packages: enterprise },
  {
    ids: ['sles', 'sled', 'sle-micro', 'opensuse-leap', 'opensuse-tumbleweed', 'opensuse', 'suse'],
    install: 'zypper install',
    packages: { losetup: 'util-linux', mount: 'util-linux', conntrack: 'conntrack-tools' },
  },
  {
    ids: ['amzn'],
    below: '3',
    install: 'yum install',
    packages: { ...enterprise, iptables: 'iptables' },
    oldNft: '0.9.0',
  },
  { ids: ['amzn'], install: 'dnf install', packages: enterprise },
  {
    ids: ['alpine'],
    install: 'apk add',
    packages: { losetup: 'losetup', mount: 'mount', conntrack: 'conntrack-tools' },
  },
  {
    ids: ['arch', 'archarm'],
    install: 'pacman -S',
    packages: { losetup: 'util-linux', mount: 'util-linux', conntrack: 'conntrack-tools' },
  },
  {
    ids: ['azurelinux', 'mariner', 'photon'],
    install: 'tdnf install',
    packages: { losetup: 'util-linux', mount: 'util-linux' },
  },
  {
    ids: ['flatcar', 'coreos'],
    immutable: 'Flatcar is an image: nothing can be installed; choose a release that carries the tool',
  },
  { ids: ['bottlerocket'], immutable: 'Bottlerocket is an image: nothing can be installed on it' },
  { ids: ['talos'], immutable: 'Talos is an image: nothing can be installed on it but system extensions' },
  { ids: ['cos'], immutable: 'Container-Optimized OS is an image: nothing can be installed on it' },
  { ids: ['nixos'], immutable: 'NixOS takes its programs from its configuration: add the package there' },
];

/** Package by tool where a distribution has no name of its own for it (Debian's names). */
export const usualPackages: Readonly<Record<string, string>> = {
  iptables: 'iptables',
  nft: 'nftables',
  ipset: 'ipset',
  losetup: 'mount',
  mount: 'mount',
  cp: 'coreutils',
  touch: 'coreutils',
  nsenter: 'util-linux',
  ip: 'iproute2',
  tc: 'iproute2',
  ethtool: 'ethtool',
  socat: 'socat',
  ebtables: 'ebtables',
  conntrack: 'conntrack',
  crictl: 'cri-tools',
};
