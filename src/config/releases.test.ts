import { describe, expect, it } from 'vitest';
import { minorOf, parseRelease, shortRelease } from './releases.ts';

describe('parseRelease', () => {
  it.each([
    ['v1.36.2', 'v1.36.2', 36],
    ['1.40', 'v1.40.0', 40],
    ['v1.37.0-rc.0', 'v1.37.0-rc.0', 37],
    [' v1.30.1+k3s1 ', 'v1.30.1', 30],
    ['stable-1', 'v1.36.2', 36],
    ['stable', 'v1.36.2', 36],
    ['latest', 'v1.36.2', 36],
    ['stable-1.36', 'v1.36.2', 36],
    ['stable-1.34', 'v1.34.0', 34],
    ['ci/latest-1.37', 'v1.37.0', 37],
  ])('reads %j', (written, text, minor) => {
    expect(parseRelease(written)).toMatchObject({ text, minor });
  });

  it.each([
    '',
    '1',
    'v2.0.0',
    'one',
    '1.36.x',
    '1.36.2.1',
    'v1.036',
    'v1.36.2-',
    'stable-2',
    `stable-1.${'9'.repeat(30)}`,
  ])('refuses %j', (written) => {
    expect(parseRelease(written)).toBeUndefined();
  });

  it('says short what is long', () => {
    expect([minorOf('v1.36.2'), shortRelease('v1.36.2')]).toEqual([36, 'v1.36']);
  });
});
