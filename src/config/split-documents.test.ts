import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSource } from './source.ts';
import { isBlank, splitDocuments } from './split-documents.ts';

const parts = (text: string): readonly string[] =>
  splitDocuments(makeSource('x', text)).map(({ start, end, badSeparator }) =>
    badSeparator === undefined ? text.slice(start, end) : `bad at ${badSeparator}`,
  );

describe('splitDocuments', () => {
  it.each([
    ['a\n---\nb\n', ['a\n', 'b\n']],
    ['---\na\n---\n', ['a\n']],
    ['a\n---\n---\nb', ['a\n', 'b']],
    ['a\n--- # c\nb', ['a\n', 'b']],
    ['a\n---\r\nb', ['a\n', 'b']],
    ['a\n---\n\n---\nb', ['a\n', '\n', 'b']],
    ['a\n ---\nb', ['a\n ---\nb']],
    ['a\n--- b\nc', ['a\n', 'bad at 6']],
    ['---x', ['bad at 3']],
    ['', []],
    ['---', []],
  ])('%j', (text, wanted) => {
    expect(parts(text)).toEqual(wanted);
  });

  it('loses nothing but separator lines', () => {
    const lines = fc.array(fc.constantFrom('a', '', '---', '# c', ' ---', '--- # x'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, (all) => {
        const kept = all.filter((line) => !line.startsWith('---')).map((line) => `${line}\n`);
        expect(parts(all.map((line) => `${line}\n`).join('')).join('')).toBe(kept.join(''));
      }),
    );
  });
});

describe('isBlank', () => {
  it.each([
    ['', true],
    ['\n \t\r\n# c', true],
    ['# c\na', false],
    ['a', false],
  ])('%j: %j', (text, wanted) => {
    expect(isBlank(text)).toBe(wanted);
  });
});
