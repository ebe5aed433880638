import { describe, expect, it } from 'vitest';
import { isAtLeast, minorOf } from './release.ts';

describe('isAtLeast', () => {
  it.each([
    ['v1.33.0', '1.33', true],
    ['v1.32.9', '1.33', false],
    ['v1.37.0-rc.0', '1.37', true],
    ['1.0.6.1', '1.0.1', true],
    ['0.9.8', '1.0.1', false],
    ['22.04', '20.10', true],
    ['20.04', '20.10', false],
    ['7.17', '6.0', true],
    ['nonsense', '0.1', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected);
  });
});

describe('minorOf', () => {
  it('cuts a release down to major and minor', () => {
    expect(minorOf('v1.36.2')).toBe('1.36');
    expect(minorOf('v1.40.0-alpha.1')).toBe('1.40');
  });
});
