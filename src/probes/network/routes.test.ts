import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIpv6Routes, parseRoutes } from './routes.ts';

/** Recorded on Debian 12. */
const ipv4 = [
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
  'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
  'eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
  'eth0\t0007F40A\tFE00000A\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0',
  '*\t0009F40A\t00000000\t0001\t0\t0\t0\tC0FFFFFF\t0\t0\t0',
  'tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0',
  '',
].join('\n');

const ipv6 = [
  'fd000000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0',
  'fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000002 00000000 00000001     eth0',
  '00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000003 00000000 00000003     eth0',
  'fd000244000000000000000000000000 38 00000000000000000000000000000000 00 fd000000000000000000000000000009 00000400 00000003 00000000 00000003     eth0',
  'fd000000000000000000000000000002 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000003 00000000 80200001     eth0',
  'ff000000000000000000000000000000 08 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000003 00000000 00000001     eth0',
  '00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo',
].join('\n');

describe('parseRoutes', () => {
  it('leaves out default and unreachable routes', () => {
    expect(parseRoutes(ipv4)).toEqual([
      { destination: '192.0.2.0/24', device: 'eth0', gateway: '' },
      { destination: '10.244.7.0/24', device: 'eth0', gateway: '10.0.0.254' },
      { destination: '0.0.0.0/1', device: 'tun0', gateway: '' },
    ]);
  });

  it('reads the words of a big-endian machine', () => {
    const text = 'head\neth0\tC0000200\t00000000\t0001\t0\t0\t0\tFFFFFF00\t0\t0\t0\n';
    expect(parseRoutes(text, false)).toEqual([{ destination: '192.0.2.0/24', device: 'eth0', gateway: '' }]);
  });
});

describe('parseIpv6Routes', () => {
  it('leaves out what every host has', () => {
    expect(parseIpv6Routes(ipv6)).toEqual([
      { destination: 'fd00::/64', device: 'eth0', gateway: '' },
      { destination: 'fd00:244::/56', device: 'eth0', gateway: 'fd00::9' },
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseRoutes(`head\n${text}`);
        parseIpv6Routes(text);
      }),
    );
  });
});
