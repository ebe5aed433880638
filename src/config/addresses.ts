import type * as ipaddrTypes from 'ipaddr.js';
import type { Family } from './plan.ts';

type Library = typeof ipaddrTypes;

/** Loaded only when somebody wrote an address. */
async function library(): Promise<Library> {
  const loaded: Library & { readonly default?: Library } = await import('ipaddr.js');
  return loaded.default ?? loaded;
}

/** Of an address or a CIDR that is known to be right. */
export function familyOf(address: string): Family {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

export function familiesOf(addresses: readonly string[]): readonly Family[] {
  const found = new Set(addresses.filter((address) => address !== '').map(familyOf));
  return (['ipv4', 'ipv6'] as const).filter((family) => found.has(family));
}

const decimal = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;

/** As Go's net.ParseIP: four decimal parts without leading zeros, or IPv6 without a zone. */
export async function isAddress(text: string): Promise<boolean> {
  const ipaddr = await library();
  if (!text.includes(':')) return decimal.test(text) && ipaddr.IPv4.isValid(text);
  return !text.includes('%') && ipaddr.IPv6.isValid(text);
}

/** The prefix length of a CIDR, or undefined if it is none. */
export async function prefixOf(cidr: string): Promise<number | undefined> {
  const [address, prefix, more] = cidr.split('/');
  if (address === undefined || prefix === undefined || more !== undefined) return undefined;
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix) || !(await isAddress(address))) return undefined;
  const length = Number(prefix);
  return length <= bitsOf(address) ? length : undefined;
}

export function bitsOf(address: string): number {
  return familyOf(address) === 'ipv6' ? 128 : 32;
}
