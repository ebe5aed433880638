import type { ToldFinding, Verdict } from '../findings/finding.ts';
import type { ModeComparison, ModeVerdict, MoveNote, Readiness } from '../findings/mode-comparison.ts';
import { collectedWords } from './collected-words.ts';
import type { ReportOptions } from './report.ts';
import { createPen, pad, type Pen, type Style } from './text/pen.ts';
import { remedyLines } from './text/remedy-lines.ts';
import { setText } from './text/wrap.ts';

const readinessWords = {
  ready: 'ready',
  'not-ready': 'not ready',
  'could-not-tell': 'could not tell',
} as const satisfies Record<Readiness, string>;

const readinessStyles = {
  ready: 'good',
  'not-ready': 'bad',
  'could-not-tell': 'doubt',
} as const satisfies Record<Readiness, Style>;

const verdictStyles = {
  pass: 'good',
  info: 'note',
  warn: 'caution',
  fail: 'bad',
  unknown: 'doubt',
} as const satisfies Record<Verdict, Style>;

/** Columns of the widest mode and the widest readiness. */
const modeColumns = 8;
const readinessColumns = 14;

/** All modes side by side: the table first, then what blocks each, what a move changes, the timeline. */
export function modesText(comparison: ModeComparison, options: ReportOptions): string {
  const pen = createPen(options);
  const { modes } = comparison;
  const blocks = [
    headLines(pen, comparison),
    ...modes.map((mode) => modeLines(pen, mode)),
    ...modes.filter((mode) => mode.changes.length > 0).map((mode) => moveLines(pen, mode)),
    timelineLines(pen, comparison),
    adviceLines(pen, comparison),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(pen: Pen, { subject, tool, present }: ModeComparison): string[] {
  const parts = [
    subject.host,
    subject.os,
    subject.kernel === '' ? '' : `kernel ${subject.kernel}`,
    `Kubernetes ${subject.kubernetes}`,
    collectedWords(subject) ?? '',
  ].filter((part) => part !== '');
  const text = parts.map((part) => pen.line(part)).join(` ${pen.line('·')} `);
  const lead = { text: `${tool.name} modes `, style: 'strong' } as const;
  return [
    ...setText(pen, { at: 0, lead, indent: 2 }, [{ text }]),
    ...setText(pen, { at: 0, indent: 2 }, [
      { text: pen.line(`planned now: ${present.mode} (${present.origin})`) },
    ]),
  ];
}

function modeLines(pen: Pen, mode: ModeVerdict): string[] {
  const readiness = pen.paint({
    text: pad(readinessWords[mode.readiness], readinessColumns),
    style: readinessStyles[mode.readiness],
  });
  const first = `${pen.paint({ text: pad(mode.mode, modeColumns), style: 'strong' })}  ${readiness}${mode.present ? '  planned now' : ''}`;
  return [
    first.trimEnd(),
    ...mode.blockers.flatMap((finding) => findingLines(pen, finding)),
    ...mode.warnings.flatMap((finding) => findingLines(pen, finding)),
  ];
}

function findingLines(pen: Pen, finding: ToldFinding): string[] {
  const lead = { text: pad(finding.verdict, 7), style: verdictStyles[finding.verdict] };
  const says = pen.line(`${finding.check}: ${finding.says}`);
  // A symptom is mended by mending its cause, which stands beside it.
  const remedies = finding.cause === undefined && finding.verdict === 'fail' ? (finding.remedies ?? []) : [];
  return [
    ...setText(pen, { at: 2, lead, indent: 11 }, [{ text: says }]),
    ...remedies.flatMap((remedy) => remedyLines(pen, 11, 'mend', remedy)),
  ];
}

function moveLines(pen: Pen, mode: ModeVerdict): string[] {
  return [
    pen.paint({ text: `moving to ${mode.mode} changes`, style: 'strong' }),
    ...mode.changes.flatMap((change) => changeLines(pen, change)),
  ];
}

function changeLines(pen: Pen, { topic, says, todo }: MoveNote): string[] {
  const text = pen.line(`${topic}: ${says}${todo === undefined ? '' : ` ${todo}`}`);
  return setText(pen, { at: 2, lead: { text: '-', style: 'faint' }, indent: 4 }, [{ text }]);
}

function timelineLines(pen: Pen, { timeline }: ModeComparison): string[] {
  if (timeline.length === 0) return [];
  return [
    pen.paint({ text: 'releases to come, for this host', style: 'strong' }),
    ...timeline.flatMap((entry) =>
      setText(
        pen,
        { at: 2, lead: { text: pad(entry.verdict, 7), style: verdictStyles[entry.verdict] }, indent: 11 },
        [{ text: pen.line(`${entry.release}: ${entry.says}`) }],
      ),
    ),
  ];
}

function adviceLines(pen: Pen, { recommended, reasons, sideEffects, durationMs }: ModeComparison): string[] {
  const advice = recommended === '' ? 'no recommendation' : `recommended: ${recommended}`;
  return [
    ...sideEffects.flatMap((effect) =>
      setText(pen, { at: 0, indent: 2 }, [{ text: pen.line(`this run: ${effect}`) }]),
    ),
    pen.paint({ text: advice, style: 'strong' }),
    ...reasons.flatMap((reason) => setText(pen, { at: 2, indent: 2 }, [{ text: pen.line(reason) }])),
    pen.paint({ text: `(${(durationMs / 1000).toFixed(2)} s)`, style: 'faint' }),
  ];
}
