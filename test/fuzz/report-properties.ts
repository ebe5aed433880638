import fc from 'fast-check';
import { groups, type ToldFinding } from '../../src/findings/finding.ts';
import type { Judgement } from '../../src/findings/judgement.ts';
import { fleetReporters, isFleetFormat, loadFleetReport } from '../../src/report/fleet/registry.ts';
import { isReportFormat, loadReport, type ReportFormat, reporters } from '../../src/report/registry.ts';
import type { ReportOptions } from '../../src/report/report.ts';
import { sampleJudgement } from '../../src/report/sample-judgement.ts';
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
const texts = fc.array(text, { maxLength: 2 });

const finding: fc.Arbitrary<ToldFinding> = fc.record(
  {
    check: fc.oneof(fc.constantFrom('A', 'Port-6443'), word),
    code: fc.oneof(fc.constant('tool.absent'), word),
    verdict: fc.constantFrom('pass', 'info', 'warn', 'fail', 'unknown'),
    group: fc.constantFrom(...groups),
    subject: text,
    args: fc.dictionary(word, fc.oneof(text, fc.array(text), fc.integer(), fc.boolean()), {
      noNullPrototype: true,
      maxKeys: 3,
    }),
    evidence: fc.array(
      fc.record({
        source: fc.oneof(
          text,
          text.map((file) => `${file}:14:7`),
        ),
        excerpt: text,
      }),
      { maxLength: 2 },
    ),
    neededBy: texts,
    cause: fc.record({ check: fc.constantFrom('A', 'B'), code: fc.constant('c') }),
    says: text,
    need: text,
    have: text,
    remedies: fc.array(fc.record({ what: text, now: texts, persistent: texts, verify: texts }), {
      maxLength: 2,
    }),
    ignoredBy: text,
  },
  { requiredKeys: ['check', 'code', 'verdict', 'group', 'subject', 'args', 'evidence', 'neededBy', 'says'] },
);

const judgement: fc.Arbitrary<Judgement> = fc
  .record({
    subject: fc.record({ host: text, os: text, kernel: text, kubernetes: text }),
    planned: fc.array(fc.record({ label: word, value: text, origin: text }), { maxLength: 3 }),
    findings: fc.array(finding, { maxLength: 5 }),
    timings: fc.dictionary(word, fc.nat(), { noNullPrototype: true }),
    sideEffects: texts,
    policy: word,
    command: word,
    ready: fc.boolean(),
  })
  .map((some) => ({ ...sampleJudgement, ...some, counts: countsOf(some.findings) }));

function countsOf(findings: readonly ToldFinding[]): Judgement['counts'] {
  const counts = { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
}

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
