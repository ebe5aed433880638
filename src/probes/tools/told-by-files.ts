import type { ToolFact, ToolVariant } from './facts.ts';
import { type PackageVersions, packageVersionOf } from './package-versions.ts';
import { versionSourceOf } from './proxy-tools.ts';

/** What is known of a tool that may not be run: by its links, and by the database of packages. */
export function toldByFiles(
  { name, path = '', links }: ToolFact,
  packages: PackageVersions,
): Pick<ToolFact, 'version' | 'variant' | 'detail'> {
  const source = versionSourceOf(name);
  if (source === undefined) return {};
  const found = packageVersionOf(packages, source);
  const variant = source === 'iptables' ? variantOf([path, ...links]) : undefined;
  return {
    ...(variant === undefined ? {} : { variant }),
    ...(found === undefined
      ? { detail: 'its version is not known: it is not run, and no database of packages tells' }
      : { version: found.version, detail: `version by ${found.source}; it was not run` }),
  };
}

/** All of iptables is two programs, xtables-legacy-multi and xtables-nft-multi. */
function variantOf(files: readonly string[]): ToolVariant | undefined {
  const program = files.at(-1)?.split('/').at(-1) ?? '';
  if (/^xtables-nft-multi|-nft(?:-|$)/u.test(program)) return 'nf_tables';
  return /^xtables-(?:legacy-)?multi|-legacy(?:-|$)/u.test(program) ? 'legacy' : undefined;
}
