import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson, escapeLine, escapeLines, toAscii } from './escape.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const nasty = fc
  .array(
    fc.oneof(
      anyText,
      fc.constantFrom('\u001b[31m', '\u009b2J', '\u202e', '\r', '\n', '\t', '\u0007', '\ud800'),
    ),
  )
  .map((parts) => parts.join(''));

describe('escapeLine', () => {
  it.each([
    ['plain text', 'plain text'],
    ['\u001b[31mred\u001b[0m', String.raw`\x1b[31mred\x1b[0m`],
    ['\u009b2Jgone', String.raw`\x9b2Jgone`],
    ['bell\u0007', String.raw`bell\x07`],
    ['one\r\n  two\tthree ', 'one two three'],
    ['a\u00a0b\u3000c', 'a b c'],
    ['nft\u202egnp.sh', String.raw`nft\u202egnp.sh`],
    ['zero\u200bwidth', String.raw`zero\u200bwidth`],
    ['tag\u{e0041}', String.raw`tag\u{e0041}`],
    ['half \ud83d', String.raw`half \ud83d`],
    ['größer 漢字 👍', 'größer 漢字 👍'],
  ])('shows %j as %j', (text, shown) => {
    expect(escapeLine(text)).toBe(shown);
  });

  it('never lets a control character through', () => {
    fc.assert(fc.property(nasty, (text) => !/\p{Cc}|\p{Cs}/u.test(escapeLine(text))));
  });

  it('leaves its own output alone', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(escapeLine(escapeLine(text))).toBe(escapeLine(text));
      }),
    );
  });
});

describe('escapeLines', () => {
  it('keeps the columns of a caret line', () => {
    expect(escapeLines('mode:\tnftabels\n     \t^\n')).toEqual(['mode: nftabels', '      ^']);
  });

  it('takes away an indent that all lines share, and empty lines at the end', () => {
    expect(escapeLines('    a:\n\n      b: 1\n\n')).toEqual(['a:', '', '  b: 1']);
  });

  it('shows a lone carriage return, which would overwrite the line', () => {
    expect(escapeLines('all well\rfailed')).toEqual([String.raw`all well\x0dfailed`]);
  });

  it('gives no lines for nothing', () => {
    expect(escapeLines('')).toEqual([]);
  });

  it('never lets a control character or a trailing space through', () => {
    fc.assert(
      fc.property(nasty, (text) => escapeLines(text).every((line) => !/\p{Cc}|\p{Cs}| $/u.test(line))),
    );
  });
});

describe('escapeJson', () => {
  it('keeps the meaning of the document', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = JSON.stringify(value, null, 2);
        expect(JSON.parse(escapeJson(json))).toEqual(JSON.parse(json));
        expect(escapeJson(json).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('escapes characters beyond the first plane as two units', () => {
    expect(escapeJson('"\u{e0041}\u009b"')).toBe(String.raw`"\udb40\udc41\u009b"`);
  });
});

describe('toAscii', () => {
  it('writes the usual signs with ASCII, and the rest by number', () => {
    expect(toAscii('“a” … ≥ 1.0 → ü 👍')).toBe(String.raw`"a" ... >= 1.0 -> \xfc \u{1f44d}`);
  });
});
