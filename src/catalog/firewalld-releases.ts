import type { OsIdentity } from './packages.ts';
import { isAtLeast } from './release.ts';

/** The first releases whose firewalld has firewalld#1082 (2.0, and 1.2.5, 1.3.3 by backport). */
const mended: Readonly<Record<string, string>> = {
  rhel: '9.3',
  centos: '9',
  rocky: '9.3',
  almalinux: '9.3',
  ol: '9.3',
  fedora: '39',
  debian: '12',
  ubuntu: '24.04',
  'opensuse-leap': '15.6',
  sles: '15.6',
};

/**
 * Whether firewalld with its nftables backend, and without rules of the direct interface, flushes the
 * tables of iptables as well. Systems that are not known count as mended: the newer ones are.
 */
export function flushesWithNftables(os: OsIdentity | undefined): boolean {
  const since = mended[os?.id ?? ''];
  return os !== undefined && since !== undefined && os.versionId !== '' && !isAtLeast(os.versionId, since);
}
