import ipaddr from 'ipaddr.js';
import type { RouteFact } from './facts.ts';

/** include/uapi/linux/route.h and ipv6_route.h */
const flagUp = 0x1;
const flagReject = 0x200;
const flagAnycast = 0x10_0000;
const flagLocal = 0x8000_0000;
const noRoute = flagReject | flagAnycast | flagLocal;

/** /proc/net/route: addresses as hexadecimal words in the byte order of the machine, here little-endian. */
export function parseRoutes(text: string, littleEndian = true): readonly RouteFact[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [device = '', destination = '', gateway = '', flags = '', , , , mask = ''] = line.split('\t');
      if (![destination, gateway, mask].every((word) => /^[0-9A-F]{8}$/u.test(word.trim()))) return [];
      const prefix = ones(mask.trim());
      // A blackhole, as network plugins set for blocks of their own, has no device: `*`.
      if (!isRoute(Number.parseInt(flags, 16)) || prefix === 0 || device === 'lo' || device === '*')
        return [];
      return [
        {
          destination: `${ipv4(destination, littleEndian)}/${prefix}`,
          device,
          gateway: gateway === '00000000' ? '' : ipv4(gateway, littleEndian),
        },
      ];
    });
}

/** /proc/net/ipv6_route: destination, prefix, source, prefix, next hop, metric, …, flags, device. */
export function parseIpv6Routes(text: string): readonly RouteFact[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/u);
    const [destination = '', length = '', , , hop = '', , , , flags = '', device = ''] = fields;
    if (![destination, hop].every((word) => /^[0-9a-f]{32}$/u.test(word))) return [];
    const prefix = Number.parseInt(length, 16);
    if (!isRoute(Number.parseInt(flags, 16)) || prefix === 0 || device === 'lo') return [];
    // ff00::/8 and fe80::/10 are everywhere.
    if (destination.startsWith('ff') || /^fe[89ab]/u.test(destination)) return [];
    const gateway = /^0+$/u.test(hop) ? '' : ipv6(hop);
    return [{ destination: `${ipv6(destination)}/${prefix}`, device, gateway }];
  });
}

function isRoute(flags: number): boolean {
  // Bit 31 makes the number negative: compare with zero, not with the mask.
  return (flags & flagUp) !== 0 && (flags & noRoute) === 0;
}

function ones(hex: string): number {
  return Number.parseInt(hex, 16).toString(2).replaceAll('0', '').length;
}

function ipv4(hex: string, littleEndian: boolean): string {
  const bytes = bytesOf(hex.trim());
  return (littleEndian ? bytes.toReversed() : bytes).join('.');
}

function ipv6(hex: string): string {
  return ipaddr.fromByteArray([...bytesOf(hex)]).toString();
}

function bytesOf(hex: string): readonly number[] {
  return (hex.match(/../gu) ?? []).map((byte) => Number.parseInt(byte, 16));
}
