import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concernsHost, matchesHost, namesOfHost, parseHostPattern } from './host-pattern.ts';

describe('matchesHost', () => {
  it.each([
    ['*', 'cp-1', true],
    ['cp-1', 'CP-1', true],
    ['cp-1', 'cp-10', false],
    ['cp-*', 'cp-', true],
    ['cp-?', 'cp-1', true],
    ['cp-?', 'cp-', false],
    ['*.example.org', 'cp-1.example.org', true],
    ['*.example.org', 'cp-1.example.com', false],
    ['node[001-020]', 'node001', true],
    ['node[001-020]', 'node020', true],
    ['node[001-020]', 'node021', false],
    ['node[001-020]', 'node1', false],
    ['node[001-020]', 'node0011', false],
    ['node[8-12]', 'node8', true],
    ['node[8-12]', 'node12', true],
    ['node[8-12]', 'node08', false],
    ['rack[a,c,1-2]-*', 'rackc-x', true],
    ['rack[a,c,1-2]-*', 'rack2-x', true],
    ['rack[a,c,1-2]-*', 'rackb-x', false],
    ['[1-20]0', '100', true],
    ['[1-20]0', '00', false],
  ])('%s and %s: %s', (pattern, host, expected) => {
    expect(matchesHost(parseHostPattern(pattern), host)).toBe(expected);
  });

  it('matches the numbers of a range and no others', () => {
    const number = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(number, number, number, fc.boolean(), (a, b, other, padded) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const write = (value: number) => (padded ? String(value).padStart(5, '0') : String(value));
        const pattern = parseHostPattern(`n[${write(from)}-${write(to)}].x`);
        expect(matchesHost(pattern, `n${write(other)}.x`)).toBe(other >= from && other <= to);
      }),
    );
  });

  // One that tries all ways would not end before the test does.
  it('takes time in proportion, whatever the pattern', () => {
    expect(matchesHost(parseHostPattern(`${'*a'.repeat(100)}b`), 'a'.repeat(253))).toBe(false);
  });
});

describe('parseHostPattern', () => {
  it.each([
    ['', /empty/u],
    ['node[1-2', /no \] after/u],
    ['node1]', /no \[ before/u],
    ['node[20-1]', /begins after its end/u],
    ['node[01-100]', /same width/u],
    ['node[]', /between/u],
    ['node 1', /letters, digits/u],
    ['x'.repeat(400), /longer/u],
  ])('refuses %j', (written, why) => {
    const pattern = parseHostPattern(written);
    expect(pattern.ok ? '' : pattern.why).toMatch(why);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, host) => void matchesHost(parseHostPattern(text), host)),
    );
  });
});

describe('concernsHost', () => {
  const names = namesOfHost('cp-1.example.org', '');

  it('means every host without patterns', () => {
    expect(concernsHost([], names)).toBe(true);
  });

  it('knows a host by its full and by its short name', () => {
    expect(names).toEqual(['cp-1.example.org', 'cp-1']);
    expect(concernsHost(['web-*', 'cp-[1-3]'], names)).toBe(true);
    expect(concernsHost(['web-*'], names)).toBe(false);
  });
});
