import type { Family } from '../config/plan.ts';

/** The family of a literal address; undefined for a name, or for nothing. */
export function familyOf(address: string): Family | undefined {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/u.test(address)) return 'ipv4';
  // Up to the first colon: an address may come from anywhere, and must not cost more than its length.
  return /^[0-9a-f]*:[0-9a-f:.]*$/iu.test(address) ? 'ipv6' : undefined;
}

/** `10.96.0.0/12` → `10.96.0.0`. */
export function cidrOf(subnet: string): string {
  return subnet.split('/')[0] ?? '';
}
