import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../display-width.ts';
import { createPen, type Pen } from './pen.ts';
import { setText } from './wrap.ts';

function penOf(width: number, color = false): Pen {
  return createPen({ verbose: false, color, unicode: true, width, timings: false });
}

describe('setText', () => {
  const prose = 'the kernel could not be asked whether it can run the rules';

  it('sets text beside a lead, with a hanging indent', () => {
    expect(setText(penOf(40), { at: 2, lead: { text: 'need' }, indent: 8 }, [{ text: prose }])).toEqual([
      '  need  the kernel could not be asked',
      '        whether it can run the rules',
    ]);
  });

  it('lets the first line begin left of the others where there is no lead', () => {
    expect(setText(penOf(40), { at: 0, indent: 2 }, [{ text: prose }])).toEqual([
      'the kernel could not be asked whether it',
      '  can run the rules',
    ]);
  });

  it('keeps the column of an empty lead', () => {
    expect(setText(penOf(40), { at: 2, lead: { text: '' }, indent: 8 }, [{ text: 'PATH' }])).toEqual([
      '        PATH',
    ]);
  });

  it('does not break a path, however long', () => {
    const path = '/etc/kubernetes/manifests/a-file-with-a-very-long-name.yaml';
    expect(setText(penOf(40), { at: 0, indent: 4 }, [{ text: `see ${path} there` }])).toEqual([
      'see',
      `    ${path}`,
      '    there',
    ]);
  });

  it('counts columns, not characters', () => {
    expect(
      setText(penOf(40), { at: 0, indent: 0 }, [{ text: '漢字漢字漢字漢字漢字 漢字漢字漢字漢字漢字 漢' }]),
    ).toEqual(['漢字漢字漢字漢字漢字', '漢字漢字漢字漢字漢字 漢']);
  });

  it('gives neighbours of one style one pair of codes, and glues spans that have no space between', () => {
    const spans = [{ text: 'FileExisting-nft', style: 'strong' }, { text: ': not here' }] as const;
    expect(setText(penOf(40, true), { at: 0, indent: 0 }, spans)).toEqual([
      '\u001b[1mFileExisting-nft\u001b[22m: not here',
    ]);
  });

  it('never exceeds the width, but for a word that cannot be broken', () => {
    const margins = fc.record({
      at: fc.integer({ min: 0, max: 12 }),
      indent: fc.integer({ min: 0, max: 20 }),
      lead: fc.constantFrom({ text: 'fail' }, { text: 'unknown' }, { text: '' }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 200 }),
        margins,
        fc.string({ unit: 'grapheme' }),
        (width, margin, text) => {
          const pen = penOf(width);
          for (const line of setText(pen, margin, [{ text: pen.line(text) }])) {
            const body = line.trim().replace(new RegExp(`^${margin.lead.text} +`, 'u'), '');
            expect(displayWidth(line) <= width || !body.includes(' ')).toBe(true);
            expect(line).toBe(line.trimEnd());
          }
        },
      ),
    );
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 200 }),
        fc.array(fc.stringMatching(/^[!-~]{1,50}$/u)),
        (width, words) => {
          const lines = setText(penOf(width), { at: 0, indent: 3 }, [{ text: words.join(' ') }]);
          expect(
            lines.flatMap((line) =>
              line
                .trim()
                .split(' ')
                .filter((word) => word !== ''),
            ),
          ).toEqual(words);
        },
      ),
    );
  });
});
