import { type Distribution, distributions, usualPackages } from './distributions.ts';
import { isAtLeast } from './release.ts';

/** As much of /etc/os-release as tells what can be installed. */
export interface OsIdentity {
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId: string;
}

export interface PackageAdvice {
  readonly package: string;
  /** The command to run as root. */
  readonly install: string;
  /** The same for a package whose files are damaged. */
  readonly reinstall: string;
  /** What one must know beside it; '' if nothing. */
  readonly note: string;
}

/** Either a package, or why there is none to name. */
export type PackageAnswer =
  | ({ readonly ships: true } & PackageAdvice)
  | { readonly ships: false; readonly why: string };

const unknownSystem = 'this system is not known: install the tool with its package manager';

/**
 * The package that brings a tool on this system. Never names what the distribution does not ship.
 * A descendant that is not in the table is read through ID_LIKE, without its version: that counts
 * another distribution's releases.
 */
export function packageFor(tool: string, os: OsIdentity | undefined): PackageAnswer {
  const distribution = os && distributionOf(os);
  if (distribution === undefined) return { ships: false, why: unknownSystem };
  const { install } = distribution;
  if (install === undefined) return { ships: false, why: distribution.immutable ?? unknownSystem };
  const key = /^ip6?tables/u.test(tool) ? 'iptables' : tool;
  const name = distribution.packages?.[key] ?? usualPackages[key] ?? key;
  if (name === '') return { ships: false, why: `${os?.id ?? 'this distribution'} does not ship ${tool}` };
  const note = distribution.notes?.[key] ?? '';
  const again = reinstalls[install] ?? install;
  return { ships: true, package: name, install: `${install} ${name}`, reinstall: `${again} ${name}`, note };
}

/**
 * The command that installs one of these packages, named by the ID of systems or their ancestors, or by
 * `any`; undefined where none is named for this system, or none can be installed on it.
 */
export function installNamed(
  names: Readonly<Record<string, string>>,
  os: OsIdentity | undefined,
): string | undefined {
  const install = os && distributionOf(os)?.install;
  const id = os && [os.id, ...os.idLike, 'any'].find((one) => Object.hasOwn(names, one));
  const name = id === undefined ? undefined : names[id];
  return install === undefined || name === undefined ? undefined : `${install} ${name}`;
}

/** Package managers whose plain install leaves an installed package as it is. */
const reinstalls: Readonly<Record<string, string>> = {
  'apt-get install': 'apt-get install --reinstall',
  'dnf install': 'dnf reinstall',
  'yum install': 'yum reinstall',
  'tdnf install': 'tdnf reinstall',
  'zypper install': 'zypper install --force',
  'apk add': 'apk fix',
};

/** The version of nft that this release ships, if that is too old for kube-proxy; else undefined. */
export function tooOldNftOf(os: OsIdentity | undefined): string | undefined {
  return os && distributionOf(os)?.oldNft;
}

/** false: neither the legacy iptables nor its kernel modules exist there. */
export function hasLegacyIptables(os: OsIdentity | undefined): boolean {
  return (os && distributionOf(os)?.legacyIptables) ?? true;
}

function distributionOf({ id, idLike, versionId }: OsIdentity): Distribution | undefined {
  const own = distributions.find((one) => one.ids.includes(id) && speaksFor(one, versionId));
  if (own !== undefined) return own;
  for (const parent of idLike) {
    // Descendants of Enterprise Linux keep its version numbers, or count from 1 (Alibaba Cloud Linux 3); those of
    // Debian and Ubuntu do not.
    const keeps =
      (parent === 'rhel' || parent === 'centos') && /^\d/u.test(versionId) && isAtLeast(versionId, '7');
    const version = keeps ? versionId : '';
    const found = distributions.find((one) => one.ids.includes(parent) && speaksFor(one, version));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An entry with bounds speaks for no system whose version cannot be read. */
function speaksFor({ from, below }: Distribution, versionId: string): boolean {
  if (from === undefined && below === undefined) return true;
  if (!/^\d/u.test(versionId)) return false;
  if (from !== undefined && !isAtLeast(versionId, from)) return false;
  return below === undefined || !isAtLeast(versionId, below);
}
