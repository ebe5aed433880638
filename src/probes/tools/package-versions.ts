import type { Host } from '../../host/host.ts';

/** A version as a package database has it, where the program itself cannot be asked. */
export interface PackageVersion {
  /** Upstream's: `1.8.9` of `1:1.8.9-2+deb12u1`. */
  readonly version: string;
  /** The file that says so. */
  readonly source: string;
}

/** By the name of the package. */
export type PackageVersions = ReadonlyMap<string, PackageVersion>;

const dpkgStatus = '/var/lib/dpkg/status';
const apkInstalled = ['/usr/lib/apk/db/installed', '/lib/apk/db/installed'];
const pacmanLocal = '/var/lib/pacman/local';
const maxBytes = 32 * 1024 * 1024;

const packages: Readonly<Record<string, readonly string[]>> = {
  iptables: ['iptables', 'iptables-nft'],
  nft: ['nftables'],
  ipset: ['ipset'],
  kubelet: ['kubelet'],
};
const wanted = new Set(Object.values(packages).flat());

/** Reads the databases of dpkg, apk and pacman, which are text. That of rpm is none, and is left alone. */
export async function readPackageVersions(host: Host): Promise<PackageVersions> {
  const [dpkg, pacman, ...apk] = await Promise.all([
    host.readText(dpkgStatus, { maxBytes }),
    host.readDir(pacmanLocal),
    ...apkInstalled.map((path) => host.readText(path, { maxBytes })),
  ]);
  const found = new Map<string, PackageVersion>();
  if (dpkg.ok) add(found, dpkgStatus, parseDpkgStatus(dpkg.text));
  for (const [index, read] of apk.entries())
    if (read.ok) add(found, apkInstalled[index] ?? '', parseApkInstalled(read.text));
  if (pacman.ok) add(found, pacmanLocal, parsePacmanNames(pacman.names));
  return found;
}

/** The version of the package that brings a tool; undefined: no database that can be read has it. */
export function packageVersionOf(versions: PackageVersions, tool: string): PackageVersion | undefined {
  return (packages[tool] ?? []).map((name) => versions.get(name)).find((one) => one !== undefined);
}

type Named = readonly (readonly [string, string])[];

function add(found: Map<string, PackageVersion>, source: string, named: Named): void {
  for (const [name, written] of named) {
    const version = upstream(written);
    if (version !== undefined && !found.has(name)) found.set(name, { version, source });
  }
}

/** deb-version(7): epoch, upstream, revision; apk and pacman are near enough. */
function upstream(written: string): string | undefined {
  return /^(?:\d+:)?v?(\d+(?:\.\d+)+)/u.exec(written)?.[1];
}

/** Paragraphs of `Key: value`; what was removed leaves one that does not say `installed`. */
export function parseDpkgStatus(text: string): Named {
  return text.split(/\n\n+/u).flatMap((paragraph): Named => {
    const name = /^Package: (\S+)$/mu.exec(paragraph)?.[1] ?? '';
    const version = /^Version: (\S+)$/mu.exec(paragraph)?.[1];
    const isInstalled = /^Status: \S+ \S+ installed$/mu.test(paragraph);
    return version !== undefined && isInstalled && wanted.has(name) ? [[name, version]] : [];
  });
}

/** `P:nftables`, `V:1.1.3-r0`, in paragraphs. */
export function parseApkInstalled(text: string): Named {
  return text.split(/\n\n+/u).flatMap((paragraph): Named => {
    const name = /^P:(\S+)$/mu.exec(paragraph)?.[1] ?? '';
    const version = /^V:(\S+)$/mu.exec(paragraph)?.[1];
    return version !== undefined && wanted.has(name) ? [[name, version]] : [];
  });
}

/** A directory for each package: `iptables-nft-1:1.8.11-2`. */
export function parsePacmanNames(names: readonly string[]): Named {
  return names.flatMap((name): Named => {
    const [, own = '', version = ''] = /^(.+)-([^-]+-[^-]+)$/u.exec(name) ?? [];
    return wanted.has(own) ? [[own, version]] : [];
  });
}
