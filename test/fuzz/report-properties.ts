import fc from 'fast-check';
import type { Judgement } from '../../src/findings/judgement.ts';
import { fleetReporters, isFleetFormat, loadFleetReport } from '../../src/report/fleet/registry.ts';
import { isReportFormat, loadReport, type ReportFormat, reporters } from '../../src/report/registry.ts';
import type { ReportOptions } from '../../src/report/report.ts';
import { anyJudgement } from '../builders/any-judgement.ts';
import { fleetReportOf } from '../builders/fleet-report.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { nastyText } from './mutations.ts';
import { formFaults } from './report-forms.ts';

/** What ends, forges or drives something in one of the formats. */
const harm = [
  '</script><script>x()</script>',
  ']]>',
  '<!--',
  '&#27;',
  '::error title=x::y',
  '%0A',
  '{x="1"} 2',
  '# TYPE x gauge',
  '| a |',
  '</details>',
  '`',
  '``',
  '```',
  '\\`',
  '\\|',
  '<b>',
  '[x](javascript:y)',
  '\u009b2J',
  '\u202e',
  '\r',
  '\ufffe',
  '漢',
  '\u0301',
] as const;

const word = fc.oneof(fc.constantFrom(...harm), nastyText);
const text = fc
  .array(word, { maxLength: 6 })
  .chain((words) => fc.constantFrom('', ' ').map((blank) => words.join(blank)));
const judgement = anyJudgement(word, text);

const options: fc.Arbitrary<ReportOptions> = fc.record({
  verbose: fc.boolean(),
  color: fc.constant(false),
  unicode: fc.boolean(),
  width: fc.integer({ min: 40, max: 200 }),
  timings: fc.boolean(),
});

/** The tab and the colours that kubeadm's own format has are its own. */
function controlIn(printed: string, format: string): string | undefined {
  const own = format === 'kubeadm' ? /\n|^\t(?=\[(?:WARNING|ERROR) )/gmu : /\n/gu;
  return /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.exec(printed.replaceAll(own, ''))?.[0];
}

function expectForm(format: string, printed: string, told: Judgement | undefined): void {
  const control = controlIn(printed, format);
  demand(control === undefined, () => `${JSON.stringify(control)} in ${JSON.stringify(printed)}`);
  const fault = formFaults[format]?.(printed, told);
  demand(fault === undefined, () => `${fault}\n${printed}`);
}

const formats = Object.keys(reporters).filter(isReportFormat);
const fleetFormats = Object.keys(fleetReporters).filter(isFleetFormat);
const heavy: readonly ReportFormat[] = ['html'];

export const reportProperties: readonly FuzzProperty[] = [
  ...formats.map((format) =>
    holds(
      `${format} is well formed, whatever the texts are`,
      heavy.includes(format) ? 15 : 60,
      fc.asyncProperty(judgement, options, (told, wanted) =>
        inTime(async () => {
          const { stdout, stderr } = (await loadReport(format))(told, wanted);
          expectForm(format, stdout, told);
          demand(controlIn(stderr, format) === undefined, () => stderr);
        }),
      ),
    ),
  ),
  ...fleetFormats.map((format) =>
    holds(
      `${format} of a fleet is well formed, whatever the texts are`,
      heavy.some((one) => one === format) ? 8 : 30,
      fc.asyncProperty(text, options, (own, wanted) =>
        inTime(async () => {
          const { stdout } = (await loadFleetReport(format))(fleetReportOf(12, own), wanted);
          expectForm(`fleet ${format}`, stdout, undefined);
        }),
      ),
    ),
  ),
];
