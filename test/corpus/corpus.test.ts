import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusSection } from './corpus-section.ts';
import { ideals, isRight, measure, type Measured, shareOf, wordsOf } from './measure.ts';

const measured = await measure();
const verdicts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('verdicts.json', import.meta.url), 'utf8'),
);
const oursOf = ({ said: [ours] }: Measured) => ours ?? { verdict: 'pass' as const, by: [] };
const inPercent = (ideal: 'error' | 'warning'): number => {
  const { right, all } = shareOf(measured, 0, ideal);
  return (100 * right) / all;
};
/** What the formatter leaves of a text. */
const words = (text: string) => text.replaceAll(/\s+|-{3,}:?/gu, '');

describe('fieldCases', () => {
  it.each(measured)('$of.id: $of.title', (one) => {
    expect(wordsOf(oursOf(one))).toBe(verdicts[one.of.id]);
  });

  it('fails at least 95 % of what ideally is an error', () => {
    expect(inPercent('error')).toBeGreaterThanOrEqual(95);
  });

  it('warns of at least 90 % of what ideally is a warning, or fails it', () => {
    expect(inPercent('warning')).toBeGreaterThanOrEqual(90);
  });

  it('fails nothing that ideally is ok or worth a note', () => {
    const quiet = measured.filter(({ of }) => of.ideal === 'ok' || of.ideal === 'info');
    expect(quiet.length).toBeGreaterThan(30);
    expect(quiet.filter((one) => oursOf(one).verdict === 'fail').map(({ of }) => of.id)).toEqual([]);
  });

  it('says more than kubeadm of today, an old kubeadm, and no check, of errors and warnings', () => {
    for (const ideal of ['error', 'warning'] as const) {
      const [ours, ...others] = [0, 1, 2, 3].map((judge) => shareOf(measured, judge, ideal).right);
      for (const other of others) expect(ours).toBeGreaterThan(other);
    }
  });

  it('has each report once, of each ideal, and a reason where it says otherwise', () => {
    expect(measured.length).toBe(138);
    expect(new Set(measured.map(({ of }) => of.id)).size).toBe(138);
    expect(new Set(measured.map(({ of }) => of.ideal))).toEqual(new Set(ideals));
    const silent = measured.filter((one) => !isRight(one.of.ideal, oursOf(one)) && !one.of.disagrees);
    expect(silent.map(({ of }) => of.id)).toEqual([]);
  });

  it('is what docs/accuracy.md shows', () => {
    const page = readFileSync(new URL('../../docs/accuracy.md', import.meta.url), 'utf8');
    expect(words(page)).toContain(words(corpusSection(measured)));
  });
});
