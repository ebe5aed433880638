import ipaddr from 'ipaddr.js';
import type { Family } from '../config/plan.ts';

/** An address as a number; IPv6-mapped IPv4 counts as IPv4, as it does to Go's net package. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

export interface Subnet extends Address {
  /** `value` is its first address. */
  readonly prefix: number;
}

const decimal = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/u;

/** As Go's net.ParseIP: four decimal parts without leading zeros, or IPv6 without a zone. */
export function parseAddress(text: string): Address | undefined {
  if (decimal.test(text)) {
    if (!ipaddr.IPv4.isValid(text)) return undefined;
    return { family: 'ipv4', value: numberOf(ipaddr.IPv4.parse(text).octets) };
  }
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  const value = numberOf(ipaddr.IPv6.parse(text).toByteArray());
  return value >> 32n === mapped
    ? { family: 'ipv4', value: value & 0xffff_ffffn }
    : { family: 'ipv6', value };
}

/** `::ffff:0:0/96`, without its last 32 bits. */
const mapped = 0xffffn;

/** As Go's net.ParseCIDR: the host bits may be set, and are dropped. */
export function parseSubnet(text: string): Subnet | undefined {
  const [, written = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/u.exec(text) ?? [];
  const address = parseAddress(written);
  if (address === undefined) return undefined;
  const isMapped = address.family === 'ipv4' && written.includes(':');
  const prefix = Number(length) - (isMapped ? 96 : 0);
  if (prefix < 0 || prefix > bitsOf(address.family)) return undefined;
  return subnetOf(address, prefix);
}

/** The same, where octets may begin with zeros (k8s.io/utils/net, ParseCIDRSloppy). */
export function parseSloppySubnet(text: string): Subnet | undefined {
  return parseSubnet(text.includes(':') ? text : text.replaceAll(/(?<=^|\.)0+(?=\d)/gu, ''));
}

export function subnetOf(address: Address, prefix: number): Subnet {
  const hostBits = BigInt(bitsOf(address.family) - prefix);
  return { family: address.family, value: (address.value >> hostBits) << hostBits, prefix };
}

export function bitsOf(family: Family): number {
  return family === 'ipv6' ? 128 : 32;
}

export function contains(subnet: Subnet, address: Address): boolean {
  return subnet.family === address.family && subnetOf(address, subnet.prefix).value === subnet.value;
}

/** Two subnets share addresses just when one holds the first address of the other. */
export function overlaps(one: Subnet, other: Subnet): boolean {
  return one.prefix <= other.prefix ? contains(one, other) : contains(other, one);
}

/** The address at an index counted from 0; undefined where the subnet ends before. */
export function addressAt(subnet: Subnet, index: number): Address | undefined {
  const address = { family: subnet.family, value: subnet.value + BigInt(index) };
  return address.value >> BigInt(bitsOf(subnet.family)) === 0n && contains(subnet, address)
    ? address
    : undefined;
}

/** Shortest form, as RFC 5952 writes it. */
export function formatAddress({ family, value }: Address): string {
  const count = bitsOf(family) / 8;
  const bytes = Array.from({ length: count }, (_, index) =>
    Number((value >> BigInt(8 * (count - 1 - index))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

export function formatSubnet(subnet: Subnet): string {
  return `${formatAddress(subnet)}/${subnet.prefix}`;
}

export function isLoopback({ family, value }: Address): boolean {
  return family === 'ipv4' ? value >> 24n === 127n : value === 1n;
}

export function isLinkLocal({ family, value }: Address): boolean {
  return family === 'ipv4' ? value >> 16n === 0xa9fen : value >> 118n === 0x3fan;
}

function numberOf(bytes: readonly number[]): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
