import { expect, it } from 'vitest';
import { defaultInterface, hostAddresses } from './addresses.ts';

const header = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';

it.each([
  ['none', header, undefined],
  ['no file content', '', undefined],
  [
    'one',
    `${header}eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n`,
    'eth0',
  ],
  [
    'the one with the least metric',
    `${header}wlan0\t00000000\t0\t0003\t0\t0\t600\t00000000\t0\t0\t0\nens3\t00000000\t0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n`,
    'ens3',
  ],
  [
    'not a half of the address space',
    `${header}tun0\t00000000\t0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n`,
    undefined,
  ],
])('defaultInterface: %s', (_, text, expected) => {
  expect(defaultInterface(text)).toBe(expected);
});

it('hostAddresses leaves out loopback and link-local addresses', async () => {
  for (const address of await hostAddresses()) expect(address).not.toMatch(/^(127\.|::1$|fe80:)/);
});
