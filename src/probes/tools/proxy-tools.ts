/** The tools whose version is asked for, and how. Everything else is only looked at. */

export type VersionSource = 'iptables' | 'nft' | 'ipset' | 'kubelet';

const families = ['iptables', 'ip6tables'];
const variants = ['', '-legacy', '-nft'];
const companions = ['', '-save', '-restore'];

const iptablesTools = families.flatMap((family) =>
  variants.flatMap((variant) => companions.map((companion) => `${family}${variant}${companion}`)),
);

/** In the order of asking: of names that share one file, the first is run. */
export const proxyTools: readonly string[] = [...iptablesTools, 'nft', 'ipset'];

/** `iptables-legacy-save` names its variant; `iptables-save` is whatever is in force. */
export function isVariantName(name: string): boolean {
  return /-(?:legacy|nft)(?:-|$)/u.test(name);
}

export function versionSourceOf(name: string): VersionSource | undefined {
  if (name === 'nft' || name === 'ipset' || name === 'kubelet') return name;
  return iptablesTools.includes(name) ? 'iptables' : undefined;
}

/**
 * How to ask, best first. `nft -V` also tells what nft was built with; releases without it answer
 * `--version`. `ipset help` names the version without asking the kernel: `ipset --version` sends
 * it a request, which loads ip_set and needs CAP_NET_ADMIN.
 */
export const versionArguments: Readonly<Record<VersionSource, readonly string[]>> = {
  iptables: ['--version'],
  nft: ['-V', '--version'],
  ipset: ['help'],
  kubelet: ['--version'],
};
