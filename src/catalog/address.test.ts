import { describe, expect, it } from 'vitest';
import { familyOf } from './address.ts';

describe('familyOf', () => {
  it.each([
    ['10.0.0.1', 'ipv4'],
    ['fd00::1', 'ipv6'],
    ['::', 'ipv6'],
    ['::ffff:10.0.0.1', 'ipv6'],
    ['FE80::A', 'ipv6'],
    ['', undefined],
    ['node-1', undefined],
    ['cafe', undefined],
    ['1.2:3', undefined],
    ['fd00::1%eth0', undefined],
  ])('of %s', (address, family) => {
    expect(familyOf(address)).toBe(family);
  });

  // Whoever grew by the square of the length would be here for minutes.
  it('of a long text that is none', () => {
    expect(familyOf(`${':'.repeat(1_000_000)}!`)).toBeUndefined();
  });
});
