import { nodeKeys } from './keys/node.ts';
import { iptablesKeys } from './keys/proxy-iptables.ts';
import { nftablesKeys } from './keys/proxy-nftables.ts';
import { proxyKeys } from './keys/proxy-others.ts';
import { toolKeys } from './keys/tools.ts';
import type { LogKey } from './log-kind.ts';
import type { LogLine } from './unwrap.ts';

/** All keys, the more telling first: the first that fits a line names it. */
export const logKeys: readonly LogKey[] = [
  ...nodeKeys,
  ...nftablesKeys,
  ...iptablesKeys,
  ...proxyKeys,
  ...toolKeys,
];

/** The key that a line fits; undefined for a line that none knows. */
export function classify({ message }: LogLine): LogKey | undefined {
  const text = message.toLowerCase();
  return logKeys.find((key) => fits(key, text));
}

function fits({ has, any, not }: LogKey, text: string): boolean {
  if (!has.every((part) => text.includes(part))) return false;
  if (not?.some((part) => text.includes(part)) === true) return false;
  return any === undefined || any.some((part) => text.includes(part));
}

/** One of the proxy's tools or its rules is named; a word such as `shifting` is none. */
const aboutTools =
  /\b(?:ip6?tables|nft(?:ables)?|ipset|ipvs|xtables|nf_tables|nf_conntrack\w*|conntrack)\b/iu;
const troubled =
  /\b(?:errors?|fail(?:ed|s|ure)?|cannot|can't|could ?n[o']t|unable|denied|refused|missing|unsupported|not (?:found|supported|available|permitted)|timed? ?out|panic|fatal|invalid|unknown)\b/iu;

/** An unknown line that a person should see: about these tools, and not a plain note. */
export function isTroubling({ message, severity }: LogLine): boolean {
  if (!aboutTools.test(message)) return false;
  return severity === 'E' || severity === 'F' || severity === 'W' || troubled.test(message);
}

/** Whether a line is about these tools at all. */
export function isAboutTools({ message }: LogLine): boolean {
  return aboutTools.test(message);
}
