import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePlain } from './go-scalar.ts';

describe('resolvePlain', () => {
  it.each([
    ['yes', true],
    ['On', true],
    ['TRUE', true],
    ['y', true],
    ['no', false],
    ['Off', false],
    ['N', false],
    ['yEs', 'yEs'],
    ['', null],
    ['~', null],
    ['NULL', null],
    ['nULL', 'nULL'],
    ['0', 0],
    ['6443', 6443],
    ['-7', -7],
    ['1_000', 1000],
    ['010', 8],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['08', 8],
    ['1.36', 1.36],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1:30', '1:30'],
    ['190:20:30', '190:20:30'],
    ['2026-08-26', '2026-08-26'],
    ['v1.36.2', 'v1.36.2'],
    ['1.36.2', '1.36.2'],
    ['10.96.0.0/12', '10.96.0.0/12'],
    ['-', '-'],
    ['+', '+'],
    ['.', '.'],
    ['_', '_'],
  ])('reads %j as Go does', (written, value) => {
    expect(resolvePlain(written)).toBe(value);
  });

  it('keeps whole numbers', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(resolvePlain(String(number))).toBe(number);
      }),
    );
  });

  it('never makes a number that is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(resolvePlain(text)).not.toBeNaN();
      }),
    );
  });
});
