import type { ProxyMode } from '../config/plan.ts';
import { isAtLeast, minorOf } from './release.ts';

/** A pair of versions that is known to go wrong. Each rule has an end: nothing is judged by age for ever. */
export interface VersionRule {
  readonly id: string;
  readonly tool: 'nft' | 'iptables';
  /** Versions of the host's tool: from (inclusive), below (exclusive). */
  readonly from?: string;
  readonly below?: string;
  /** iptables: only this variant. */
  readonly variant?: 'nf_tables';
  readonly modes: readonly ProxyMode[];
  /** The first Kubernetes release that is free of it; absent: the version of the tool is its end. */
  readonly until?: string;
  /** Patch releases of earlier minors that are free of it, too. */
  readonly patched?: readonly string[];
  /** What makes it certain that it goes wrong: a release below this one, or sets of others in nf_tables. */
  readonly fails?: { readonly below: string } | 'beside-sets';
  readonly says: string;
  readonly need: string;
  readonly remedy: string;
  readonly source: string;
}

const iptablesModes = ['iptables', 'ipvs'] as const;

export const versionRules: readonly VersionRule[] = [
  {
    id: 'nft.writes-sets-the-image-cannot-read',
    tool: 'nft',
    from: '1.1.3',
    modes: ['nftables'],
    until: '1.36',
    patched: ['1.33.11', '1.34.7', '1.35.4'],
    fails: 'beside-sets',
    says: "sets that this nft writes make the nft in kube-proxy's image crash when it lists them",
    need: 'Kubernetes 1.36, or 1.35.4, 1.34.7 or 1.33.11 (#137807 to #137809)',
    remedy: 'use a release with the fix, or keep sets and maps out of the host rules of this node',
    source: 'kubernetes#136786, #137501',
  },
  {
    id: 'nft.cannot-read-kube-proxy',
    tool: 'nft',
    below: '1.0.1',
    modes: ['nftables'],
    says: "this nft may crash, or drop what it does not know, when it reads kube-proxy's rules",
    need: 'nft 1.0.1 or later on the host, or none',
    remedy: 'do not list, save or restore the ruleset with this nft; install a newer one',
    source: 'kubernetes pkg/proxy/nftables/supported.go',
  },
  {
    id: 'iptables.duplicates-rules',
    tool: 'iptables',
    from: '1.8.0',
    below: '1.8.5',
    variant: 'nf_tables',
    modes: iptablesModes,
    // Until then the kubelet wrote rules with it; later it makes a chain (KEP-3178).
    fails: { below: '1.28' },
    says: 'iptables-nft 1.8.0 to 1.8.4 does not find rules that are there, so that they are added again and again',
    need: 'iptables 1.8.5 or later on the host, or the legacy variant',
    remedy: 'install iptables 1.8.5 or later',
    source: 'kubernetes#71305',
  },
  {
    id: 'iptables.mark-lost-beside-old-images',
    tool: 'iptables',
    from: '1.8.8',
    variant: 'nf_tables',
    modes: ['iptables', 'ipvs'],
    // kube-proxy's image is built on Debian 12 (iptables 1.8.9) from then on.
    until: '1.29',
    // Until then the kubelet wrote the rule that drops all traffic without its mark (KEP-3178, IPTablesOwnershipCleanup).
    fails: { below: '1.27' },
    says: 'rules of this iptables lose their mark match when the iptables 1.8.7 of older images saves and restores them',
    need: 'images with iptables 1.8.8 or later: kube-proxy of Kubernetes 1.29 or later',
    remedy: 'use a newer Kubernetes, or iptables 1.8.7 on the host',
    source: 'kubernetes#112477',
  },
];

/** The rules that a version of a tool falls under, for this mode and release. */
export function rulesFor(
  tool: VersionRule['tool'],
  found: { readonly version: string; readonly variant?: string },
  mode: ProxyMode,
  release: string,
): readonly VersionRule[] {
  return versionRules.filter(
    (rule) =>
      rule.tool === tool &&
      rule.modes.includes(mode) &&
      (rule.variant === undefined || rule.variant === found.variant) &&
      (rule.from === undefined || isAtLeast(found.version, rule.from)) &&
      (rule.below === undefined || !isAtLeast(found.version, rule.below)) &&
      (rule.until === undefined || !isAtLeast(release, rule.until)) &&
      !isPatched(rule, release),
  );
}

function isPatched({ patched = [] }: VersionRule, release: string): boolean {
  return patched.some((fixed) => minorOf(fixed) === minorOf(release) && isAtLeast(release, fixed));
}

/** kube-proxy exits in nftables mode below this kernel, from this release on (kubernetes#124152). */
export const kernelGate = {
  kernel: '5.13',
  since: '1.31',
  variable: 'KUBE_PROXY_NFTABLES_SKIP_KERNEL_VERSION_CHECK',
  source: 'kubernetes pkg/proxy/nftables/supported.go',
} as const;
