import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptAt, safeText } from './excerpt.ts';
import { makeSource, offsetAt, positionAt } from './source.ts';

const excerpt = (text: string, offset: number): string => excerptAt(makeSource('x', text), offset);

describe('excerptAt', () => {
  it.each([
    ['a: b\nc: d\n', 8, 'c: d\n   ^'],
    ['a: b\r\nc', 3, 'a: b\n   ^'],
    ['\ta', 1, '\\ta\n  ^'],
    ['a\u001b[2Jb', 5, 'a\\x1b[2Jb\n        ^'],
    ['\u202eb', 1, '\\x202eb\n      ^'],
    ['é😀b', 3, 'é😀b\n  ^'],
    ['', 0, '\n^'],
  ])('%j at %i', (text, offset, wanted) => {
    expect(excerpt(text, offset)).toBe(wanted);
  });

  it('cuts a long line around the place', () => {
    const [line = '', caret = ''] = excerpt(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, 5000).split('\n');
    expect(line.length).toBeLessThanOrEqual(112);
    expect(line.at(caret.length - 1)).toBe('X');
    expect([line.at(0), line.at(-1)]).toEqual(['…', '…']);
  });

  it.each([
    ['token: abcdef.0123456789abcdef', 7],
    ['certificateKey: "0123"', 16],
    [`x: ${'0a'.repeat(32)}`, 3],
  ])('masks what is secret in %j', (text, from) => {
    const [line = ''] = excerpt(text, 0).split('\n');
    expect(line.slice(0, from)).toBe(text.slice(0, from));
    expect(line.slice(from)).toMatch(/^"?\*+"?$/);
    expect(line).toHaveLength(text.length);
  });
});

describe('safeText', () => {
  it('cuts and escapes', () => {
    expect(safeText('a\u0007b')).toBe('a\\x07b');
    expect(safeText('x'.repeat(100), 10)).toBe(`${'x'.repeat(10)}…`);
    expect(safeText('\ud800')).toBe('\ufffd');
  });
});

describe('positionAt and offsetAt', () => {
  it('are each other’s way back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é', '😀', '\t') }),
        fc.nat(),
        (text, at) => {
          const source = makeSource('x', text);
          const offsets = Array.from(text, (character) => character.length);
          const offset = offsets.slice(0, at % (offsets.length + 1)).reduce((sum, length) => sum + length, 0);
          expect(offsetAt(source, positionAt(source, offset))).toBe(offset);
        },
      ),
    );
  });
});
