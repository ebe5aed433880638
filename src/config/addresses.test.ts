import { describe, expect, it } from 'vitest';
import { familiesOf, isAddress, prefixOf } from './addresses.ts';

describe('prefixOf', () => {
  it.each([
    ['10.96.0.0/12', 12],
    ['fd00::/112', 112],
    ['::/0', 0],
    ['10.96.0.0', undefined],
    ['10.96.0.0/33', undefined],
    ['10.96.0.0/012', undefined],
    ['10.96.0/12', undefined],
    ['010.96.0.0/12', undefined],
    ['10.96.0.256/12', undefined],
    ['fd00::1%eth0/64', undefined],
    ['10.96.0.0/12/1', undefined],
    ['/12', undefined],
    ['', undefined],
  ])('%j', async (cidr, wanted) => {
    expect(await prefixOf(cidr)).toBe(wanted);
  });
});

describe('isAddress', () => {
  it.each([
    ['192.0.2.1', true],
    ['::ffff:192.0.2.1', true],
    ['192.0.2', false],
    ['0x7f000001', false],
    ['cp-1', false],
  ])('%j: %j', async (text, wanted) => {
    expect(await isAddress(text)).toBe(wanted);
  });
});

describe('familiesOf', () => {
  it('names each family once, IPv4 first', () => {
    expect(familiesOf(['fd00::/64', '10.0.0.0/8', '', '10.1.0.0/16'])).toEqual(['ipv4', 'ipv6']);
  });

  it('takes an empty address for none, not for IPv4', () => {
    expect(familiesOf(['fd00::/64', ''])).toEqual(['ipv6']);
    expect(familiesOf([''])).toEqual([]);
  });
});
