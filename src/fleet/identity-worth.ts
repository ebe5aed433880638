import type { FleetDuplicate } from '../findings/fleet-report.ts';

export type IdentityKind = FleetDuplicate['what'];

/** UUIDs that firmware has where its maker never set one; seen on machines of many makers. */
const placeholderUuids: ReadonlySet<string> = new Set([
  '03000200-0400-0500-0006-000700080009',
  '00020003-0004-0005-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
  '12345678-1234-1234-1234-123456789abc',
  '01234567-8910-1112-1314-151617181920',
]);

/** Prefixes of addresses that software gives: Docker, CNI plugins, Calico, VRRP, and none. */
const softwareMacs: readonly string[] = [
  '02:42:',
  '0a:58:',
  'ee:ee:ee:',
  '00:00:5e:00:0',
  '00:00:00:',
  'ff:ff:ff:',
  '02:00:00:00:00:',
  'fe:ff:ff:ff:ff',
];

/** Addresses that bridges have on every host that runs them: Docker, libvirt, Podman, LXD, NodeLocal DNS. */
const bridgeAddresses: ReadonlySet<string> = new Set([
  '172.17.0.1',
  '192.168.122.1',
  '10.88.0.1',
  '10.0.3.1',
  '169.254.20.10',
]);

/** A value that tells one machine from others, in one way of writing; '' where it does not. */
export function worthOf(kind: IdentityKind, written: string): string {
  const value = written.trim().toLowerCase();
  switch (kind) {
    case 'product_uuid':
      return isUuid(value) && !isOneDigit(value) && !placeholderUuids.has(value) ? value : '';
    case 'machine-id':
      return /^[\da-f]{32}$/u.test(value) && !isOneDigit(value) ? value : '';
    case 'MAC':
      return /^[\da-f]{2}(?::[\da-f]{2}){5}$/u.test(value) &&
        !softwareMacs.some((prefix) => value.startsWith(prefix))
        ? value
        : '';
    case 'address':
      return isNodeLocal(value) ? '' : value;
    case 'host name':
      return value;
    default:
      return written.trim();
  }
}

function isUuid(value: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(value);
}

function isOneDigit(value: string): boolean {
  return new Set(value.replaceAll('-', '')).size === 1;
}

function isNodeLocal(address: string): boolean {
  return (
    bridgeAddresses.has(address) ||
    /^(?:127\.|169\.254\.|0\.|fe[89ab][\da-f]:|::1$|::$)/u.test(address) ||
    address === ''
  );
}
