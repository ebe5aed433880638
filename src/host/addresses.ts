import { networkInterfaces } from 'node:os';
import { readText } from './read.ts';

/** Addresses that others may know this host by, those of the default route's interface first. */
export async function hostAddresses(): Promise<readonly string[]> {
  const routes = await readText('/proc/net/route');
  const preferred = routes.ok ? defaultInterface(routes.text) : undefined;
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter((one) => !one.internal && !one.address.startsWith('fe80:'))
      .map((one) => ({ rank: name === preferred ? 0 : 1, address: one.address })),
  );
  return found.sort((a, b) => a.rank - b.rank).map((one) => one.address);
}

/** The interface of the IPv4 default route with the least metric; columns as in proc_net(5). */
export function defaultInterface(routes: string): string | undefined {
  const rows = routes
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
  const defaults = rows
    .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
    .sort((a, b) => Number(a[6]) - Number(b[6]));
  return defaults[0]?.[0];
}
