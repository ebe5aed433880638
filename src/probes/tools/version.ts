import type { VersionSource } from './proxy-tools.ts';
import type { ToolVariant } from './facts.ts';

export interface ToolVersion {
  readonly version: string;
  readonly variant?: ToolVariant;
  readonly features?: readonly string[];
}

const parsers: Readonly<Record<VersionSource, (text: string) => ToolVersion | undefined>> = {
  iptables: parseIptablesVersion,
  nft: parseNftVersion,
  ipset: parseIpsetVersion,
  kubelet: parseKubeletVersion,
};

/** Reads the version from what a tool of this kind said; undefined when it does not say one. */
export function parseToolVersion(source: VersionSource, text: string): ToolVersion | undefined {
  return parsers[source](text);
}

/**
 * `iptables v1.8.9 (nf_tables)`, `ip6tables-restore v1.8.7 (legacy)`, `iptables v1.6.1`; and
 * `iptables/1.8.9 Failed to initialize nft: …` from a kernel without nf_tables.
 */
export function parseIptablesVersion(text: string): ToolVersion | undefined {
  const said = /^\s*ip6?tables[\w-]*(?: v|\/)(\d+(?:\.\d+)+)(?:\s+\((legacy|nf_tables)\))?/m.exec(text);
  const version = said?.[1];
  if (version === undefined) return undefined;
  if (/^\S+\s+Failed to initialize nft/m.test(text)) return { version, variant: 'nf_tables' };
  return { version, variant: variantOf(said?.[2], version) };
}

/** Before 1.8.0 nothing was printed, for there was one variant: legacy. */
function variantOf(said: string | undefined, version: string): ToolVariant {
  if (said === 'legacy' || said === 'nf_tables') return said;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 1 || (major === 1 && minor < 8) ? 'legacy' : 'unknown';
}

/** `nftables v1.0.6 (Lester Gooch #5)`, and below it, from `-V`, lines such as `  json:\t\tyes`. */
export function parseNftVersion(text: string): ToolVersion | undefined {
  const version = /^\s*nftables v(\d+(?:\.\d+)+)/m.exec(text)?.[1];
  if (version === undefined) return undefined;
  const lines = [...text.matchAll(/^\s+([a-z]+):[ \t]*(\S+)[ \t]*$/gm)];
  if (lines.length === 0) return { version };
  const features = lines.flatMap(([, name, value]) => (name !== undefined && value !== 'no' ? [name] : []));
  return { version, features };
}

/** `ipset v7.17`, alone or followed by `, protocol version: 7`. */
export function parseIpsetVersion(text: string): ToolVersion | undefined {
  const version = /^\s*ipset v(\d+(?:\.\d+)+)/m.exec(text)?.[1];
  return version === undefined ? undefined : { version };
}

/** `Kubernetes v1.36.2`, and nothing else: kubeadm reads no more (cmd/kubeadm/app/preflight/utils.go). */
export function parseKubeletVersion(text: string): ToolVersion | undefined {
  const version = /^\s*Kubernetes v((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}[-\w.+]*)\s*$/.exec(text)?.[1];
  return version === undefined ? undefined : { version };
}
