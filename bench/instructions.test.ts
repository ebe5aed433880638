import { describe, expect, it } from 'vitest';
import { countIn } from './instructions.ts';

describe('countIn', () => {
  it.each([
    ['==2548== I   refs:      148,337,934\n', /I\s+refs:\s+([\d,]+)/u, 148_337_934],
    ['1234567,,instructions:u,100,100.00,,\n', /^(\d+),/mu, 1_234_567],
    // A virtual machine without counters.
    ['<not supported>,,instructions:u,0,100.00,,\n', /^(\d+),/mu, null],
    ['', /^(\d+),/mu, null],
  ])('of %j', (text, pattern, count) => {
    expect(countIn(text, pattern)).toBe(count);
  });
});
