import { networkInterfaces } from 'node:os';
import type { InterfaceAddress } from './host.ts';

/** Every address of every interface that is up. */
export function interfaceAddresses(): readonly InterfaceAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.map(({ address, cidr, internal }) => ({
      name,
      address,
      prefix: Number(cidr?.split('/')[1] ?? (address.includes(':') ? 128 : 32)),
      internal,
    })),
  );
}
