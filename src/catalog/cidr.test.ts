import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  addressAt,
  contains,
  formatAddress,
  formatSubnet,
  isLinkLocal,
  isLoopback,
  overlaps,
  parseAddress,
  parseSloppySubnet,
  parseSubnet,
} from './cidr.ts';

const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const ipv6 = fc
  .array(fc.nat(0xffff), { minLength: 8, maxLength: 8 })
  // Not an IPv4 address in disguise, which is one on purpose.
  .map((parts) => [0xfd00, ...parts.slice(1)].map((part) => part.toString(16)).join(':'));
const v4Subnet = fc.tuple(ipv4, fc.nat(32)).map(([address, prefix]) => `${address}/${prefix}`);
const v6Subnet = fc.tuple(ipv6, fc.nat(128)).map(([address, prefix]) => `${address}/${prefix}`);
const subnets = fc.oneof(fc.tuple(v4Subnet, v4Subnet), fc.tuple(v6Subnet, v6Subnet));

function subnet(text: string): NonNullable<ReturnType<typeof parseSubnet>> {
  const parsed = parseSubnet(text);
  if (parsed === undefined) throw new Error(`no subnet: ${text}`);
  return parsed;
}

describe('parseAddress', () => {
  it.each([
    ['10.0.0.1', 'ipv4', '10.0.0.1'],
    ['255.255.255.255', 'ipv4', '255.255.255.255'],
    ['fd00::1', 'ipv6', 'fd00::1'],
    ['FD00:0:0::1', 'ipv6', 'fd00::1'],
    ['::ffff:10.0.0.1', 'ipv4', '10.0.0.1'],
    ['::1', 'ipv6', '::1'],
  ])('reads %s', (text, family, shown) => {
    const address = parseAddress(text);
    expect(address?.family).toBe(family);
    expect(address && formatAddress(address)).toBe(shown);
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '0x0a.0.0.1',
    '1',
    'fe80::1%eth0',
    'host',
    '10.0.0.1/8',
    '[::1]',
  ])('refuses %j, as net.ParseIP does', (text) => expect(parseAddress(text)).toBeUndefined());

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        const address = parseAddress(text);
        expect(address && parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });
});

describe('parseSubnet', () => {
  it.each([
    ['10.96.0.0/12', '10.96.0.0/12'],
    ['10.96.5.7/12', '10.96.0.0/12'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['fd00::7/64', 'fd00::/64'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ])('reads %s as %s', (text, shown) => expect(formatSubnet(subnet(text))).toBe(shown));

  it.each([
    '10.96.0.0',
    '10.96.0.0/33',
    '10.96.0.0/012',
    '10.96.0.0/',
    '/8',
    'fd00::/129',
    '010.0.0.0/8',
    '::ffff:10.0.0.0/64',
  ])('refuses %j', (text) => expect(parseSubnet(text)).toBeUndefined());

  it('takes leading zeros only when it is sloppy', () => {
    expect(parseSloppySubnet('010.000.0.0/8')).toEqual(parseSubnet('10.0.0.0/8'));
    expect(parseSloppySubnet('10.0.0.0/8')).toEqual(parseSubnet('10.0.0.0/8'));
    expect(parseSloppySubnet('nonsense')).toBeUndefined();
  });
});

describe('contains and overlaps', () => {
  it('contains what ipaddr.js matches', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(v4Subnet, ipv4), fc.tuple(v6Subnet, ipv6)), ([cidr, text]) => {
        const address = parseAddress(text);
        if (address === undefined) throw new Error(text);
        const matched = ipaddr.parse(text).match(ipaddr.parseCIDR(cidr));
        expect(contains(subnet(cidr), address)).toBe(matched);
      }),
      { numRuns: 500 },
    );
  });

  it('overlaps both ways or not at all, and just when the first address of one lies in the other', () => {
    fc.assert(
      fc.property(subnets, ([one, other]) => {
        const [a, b] = [subnet(one), subnet(other)];
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
        expect(overlaps(a, a)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never finds families overlapping', () => {
    fc.assert(
      fc.property(v4Subnet, v6Subnet, (a, b) => {
        expect(overlaps(subnet(a), subnet(b))).toBe(false);
      }),
    );
  });

  it.each([
    ['10.0.0.0/8', '10.244.0.0/16', true],
    ['10.244.0.0/16', '10.245.0.0/16', false],
    ['0.0.0.0/0', '10.0.0.0/8', true],
    ['fd00::/48', 'fd00:0:0:1::/64', true],
    ['10.0.0.0/32', '10.0.0.1/32', false],
  ])('%s and %s: %s', (one, other, expected) => expect(overlaps(subnet(one), subnet(other))).toBe(expected));
});

describe('addressAt', () => {
  it.each([
    ['10.96.0.0/12', 1, '10.96.0.1'],
    ['10.96.0.0/12', 10, '10.96.0.10'],
    ['fd00:96::/112', 10, 'fd00:96::a'],
    ['10.0.0.0/32', 0, '10.0.0.0'],
  ])('of %s the address %i is %s', (cidr, index, expected) => {
    const address = addressAt(subnet(cidr), index);
    expect(address && formatAddress(address)).toBe(expected);
  });

  it.each([
    ['10.0.0.0/32', 1],
    ['255.255.255.255/32', 1],
    ['10.0.0.0/30', 4],
  ])('%s has no address %i', (cidr, index) => expect(addressAt(subnet(cidr), index)).toBeUndefined());
});

describe('isLoopback and isLinkLocal', () => {
  it.each([
    ['127.0.0.53', true, false],
    ['127.255.0.1', true, false],
    ['::1', true, false],
    ['::2', false, false],
    ['128.0.0.1', false, false],
    ['169.254.1.1', false, true],
    ['169.255.1.1', false, false],
    ['fe80::1', false, true],
    ['febf::1', false, true],
    ['fec0::1', false, false],
  ])('%s', (text, loopback, linkLocal) => {
    const address = parseAddress(text);
    if (address === undefined) throw new Error(text);
    expect([isLoopback(address), isLinkLocal(address)]).toEqual([loopback, linkLocal]);
  });
});
