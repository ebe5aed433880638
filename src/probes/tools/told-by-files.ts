import type { Host } from '../../host/host.ts';
import type { ToolFact, ToolVariant } from './facts.ts';
import { missingLibraries } from './missing-libraries.ts';
import { type PackageVersions, packageVersionOf, readPackageVersions } from './package-versions.ts';
import { versionSourceOf } from './proxy-tools.ts';

/** What stands for running a program of an image. */
export interface ImageLook {
  readonly packages: PackageVersions;
  /** Of the file behind all links. */
  missingLibraries(path: string): Promise<readonly string[]>;
}

export async function lookAtImage(host: Host): Promise<ImageLook> {
  const looks = new Map<string, Promise<readonly string[]>>();
  return {
    packages: await readPackageVersions(host),
    missingLibraries(path) {
      const look = looks.get(path) ?? missingLibraries(host, path);
      looks.set(path, look);
      return look;
    },
  };
}

/** What is known of a tool that may not be run: by its links and libraries, and by the database of packages. */
export async function toldByFiles(fact: ToolFact, { packages, ...look }: ImageLook): Promise<ToolFact> {
  const { name, path = '', links } = fact;
  const source = versionSourceOf(name);
  if (source === undefined) return fact;
  const missing = await look.missingLibraries(links.at(-1) ?? path);
  const found = packageVersionOf(packages, source);
  const variant = source === 'iptables' ? variantOf([path, ...links]) : undefined;
  const told: ToolFact = {
    ...fact,
    ...(variant === undefined ? {} : { variant }),
    ...(found === undefined ? {} : { version: found.version }),
  };
  if (missing.length > 0) {
    const detail = `no directory of libraries has ${missing.join(', ')}`;
    return { ...told, state: 'faulty', fault: 'missing-library', detail };
  }
  if (found !== undefined) return { ...told, detail: `version by ${found.source}; it was not run` };
  const detail = 'its version is not known: it is not run, and no database of packages tells';
  // Of the kubelet nothing but the version is asked.
  return source === 'kubelet' ? { ...told, state: 'unknown', detail } : { ...told, detail };
}

/** All of iptables is two programs, xtables-legacy-multi and xtables-nft-multi. */
function variantOf(files: readonly string[]): ToolVariant | undefined {
  const program = files.at(-1)?.split('/').at(-1) ?? '';
  if (/^xtables-nft-multi|-nft(?:-|$)/u.test(program)) return 'nf_tables';
  return /^xtables-(?:legacy-)?multi|-legacy(?:-|$)/u.test(program) ? 'legacy' : undefined;
}
