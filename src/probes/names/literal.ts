import { parseAddress } from '../../catalog/cidr.ts';

/** An address, maybe of one link: `fe80::1%eth0`. */
export function isLiteral(text: string): boolean {
  return parseAddress(text.replace(/%.+$/u, '')) !== undefined;
}

/** Of one link only: the library for DNS cannot ask there. */
export function isOfOneLink(text: string): boolean {
  return text.includes('%');
}
