import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyJudgement } from '../../test/builders/any-judgement.ts';
import type { Judgement } from '../findings/judgement.ts';
import { displayWidth } from './display-width.ts';
import { isReportFormat, loadReport, reporters, type ReportFormat } from './registry.ts';
import type { ReportOptions } from './report.ts';
import { sampleJudgement } from './sample-judgement.ts';

const escape = String.fromCodePoint(0x1b);
const formats = Object.keys(reporters).filter(isReportFormat);

/** Words of a host that means harm, short enough to be wrapped at 40 columns. */
const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('\u001b[31m', '\u009b2J', '\u202e', '\r', '\n', '\t', '漢字', '👍', '…', 'nft', '\ud800'),
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

const judgement = anyJudgement(word, text);

const options: fc.Arbitrary<ReportOptions> = fc.record({
  verbose: fc.boolean(),
  color: fc.boolean(),
  unicode: fc.boolean(),
  width: fc.integer({ min: 40, max: 200 }),
  timings: fc.boolean(),
});

async function print(format: ReportFormat, value: Judgement, wanted: ReportOptions): Promise<string> {
  const { stdout, stderr } = (await loadReport(format))(value, wanted);
  return stdout + stderr;
}

describe('loadReport', () => {
  it.each(formats)('%s lets no control character of the host through', async (format) => {
    await fc.assert(
      fc.asyncProperty(judgement, options, async (value, wanted) => {
        const printed = await print(format, value, { ...wanted, color: false });
        const own = format === 'kubeadm' ? /\n|^\t(?=\[(?:WARNING|ERROR) )/gmu : /\n/gu;
        expect(printed.replaceAll(own, '')).not.toMatch(/\p{Cc}|\p{Cs}/u);
      }),
    );
  });

  it('text paints with its own codes only, and paints what it prints without colour', async () => {
    const painted = new RegExp(`${escape}\\[(?:1|2|22|31|32|33|35|36|39)m`, 'gu');
    await fc.assert(
      fc.asyncProperty(judgement, options, async (value, wanted) => {
        const colored = await print('text', value, { ...wanted, color: true });
        expect(colored.replaceAll(painted, '')).toBe(await print('text', value, { ...wanted, color: false }));
      }),
    );
  });

  it('text is pure ASCII when asked', async () => {
    await fc.assert(
      fc.asyncProperty(judgement, options, async (value, wanted) => {
        const printed = await print('text', value, { ...wanted, unicode: false, color: false });
        expect(printed).toMatch(/^[\n -~]*$/u);
      }),
    );
  });

  it('text has no trailing spaces, no double empty lines, and ends with one line feed', async () => {
    await fc.assert(
      fc.asyncProperty(judgement, options, async (value, wanted) => {
        const printed = await print('text', value, { ...wanted, color: false });
        expect(printed).not.toMatch(/ $/mu);
        expect(printed).toMatch(/[^\n]\n$/u);
      }),
    );
  });

  it('text stays within the width, but for commands and words that cannot be broken', async () => {
    const harmless = fc
      .array(fc.stringMatching(/^[a-z漢]{1,4}$/u), { maxLength: 30 })
      .map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(harmless, options, async (prose, wanted) => {
        const findings = sampleJudgement.findings.map((one) => ({
          ...one,
          says: prose,
          need: prose,
          have: prose,
          neededBy: [prose],
          evidence: [{ source: 'f', excerpt: `${prose}\n${prose}` }],
          remedies: [{ what: prose }],
        }));
        const printed = await print('text', { ...sampleJudgement, findings }, { ...wanted, color: false });
        expect(printed.split('\n').filter((line) => displayWidth(line) > wanted.width)).toEqual([]);
      }),
    );
  });

  it('text prints every command on a line of its own, whole', async () => {
    const commands = sampleJudgement.findings.flatMap(({ remedies = [] }) =>
      remedies.flatMap(({ now = [], persistent = [], verify = [] }) => [...now, ...persistent, ...verify]),
    );
    await fc.assert(
      fc.asyncProperty(options, async (wanted) => {
        const printed = await print('text', sampleJudgement, { ...wanted, color: false });
        const lines = new Set(printed.split('\n').map((line) => line.trim()));
        expect(commands.filter((command) => !lines.has(command))).toEqual([]);
      }),
    );
  });
});
