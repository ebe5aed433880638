import type { Family } from '../../config/plan.ts';

const words = { ipv4: 'IPv4', ipv6: 'IPv6' } as const satisfies Record<Family, string>;

/** `IPv4 and IPv6`. */
export function familyWords(families: readonly Family[]): string {
  return [...new Set(families)].map((family) => words[family]).join(' and ');
}
