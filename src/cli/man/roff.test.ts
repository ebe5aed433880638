import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roffArgument, roffLine, roffParagraph, roffText } from './roff.ts';

describe('roffText', () => {
  it.each([
    ['--policy', String.raw`\-\-policy`],
    [String.raw`a\b`, String.raw`a\eb`],
    ['.TH is text', String.raw`\&.TH is text`],
    ["'quoted'", String.raw`\&'quoted'`],
    ['FILE…', 'FILE...'],
    ['Größe', String.raw`Gr\[u00F6]\[u00DF]e`],
  ])('%s', (text, expected) => {
    expect(roffText(text)).toBe(expected);
  });
});

describe('roffParagraph', () => {
  it('puts each sentence on lines of its own, and commands in bold', () => {
    expect(roffParagraph('Runs `kubeadm init`. Then: e.g. v1.40')).toBe(
      String.raw`Runs \fBkubeadm init\fR.` + '\nThen:\ne.g. v1.40',
    );
  });

  it('never makes a macro of a text, nor a line that is too long, whatever the words', () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.map((one) => one.replaceAll('\n', '')).join(' ');
        for (const line of `${roffParagraph(text)}\n${roffLine(text)}`.split('\n')) {
          expect(line).not.toMatch(/^[.']/u);
          expect(line.includes(' ') ? line.length : 0).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});

describe('roffArgument', () => {
  it('doubles quotes', () => {
    expect(roffArgument('a "b"')).toBe('"a ""b"""');
  });
});
