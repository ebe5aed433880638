import type { Verdict } from '../../findings/finding.ts';
import type { FleetGroup, FleetReport } from '../../findings/fleet-report.ts';
import type { Rendered, ReportOptions } from '../report.ts';
import { createPen, pad, type Pen, type Style } from '../text/pen.ts';
import { remedyLines } from '../text/remedy-lines.ts';
import { setText } from '../text/wrap.ts';
import {
  clockLines,
  differenceLines,
  duplicateLines,
  remarkLines,
  unjudgedLines,
} from './fleet-text-parts.ts';
import {
  counted,
  defaultBlockers,
  plannedGroups,
  readinessTallies,
  totalsLine,
  verdictWords,
} from './fleet-summary.ts';

const styles: Readonly<Record<Exclude<Verdict, 'pass'>, Style>> = {
  fail: 'bad',
  warn: 'caution',
  unknown: 'doubt',
  info: 'note',
};
const verdictColumns = 7;

/** For people: what the fleet can do, what is amiss on which hosts, what does not fit together. */
export function fleetText(report: FleetReport, options: ReportOptions): Rendered {
  const pen = createPen(options);
  const { verbose } = options;
  const groups = plannedGroups(report);
  const shown = verbose ? groups : groups.filter((group) => !isFolded(group));
  const blocks = [
    headLines(pen, report),
    readinessLines(pen, report),
    groupBlock(pen, 'for this plan', shown, verbose),
    groupBlock(pen, 'for nftables, the default from v1.40 on', defaultBlockers(report), verbose),
    unjudgedLines(pen, report),
    duplicateLines(pen, report),
    ...(['outlier', 'golden', 'earlier'] as const).map((kind) => differenceLines(pen, report, kind, verbose)),
    clockLines(pen, report, verbose),
    remarkLines(pen, report),
    verdictLines(pen, report, groups.length - shown.length),
  ].filter((lines) => lines.length > 0);
  return { stdout: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`, stderr: '' };
}

/** What cannot be told because of another finding is told by that one. */
function isFolded({ verdict, cause }: FleetGroup): boolean {
  return verdict === 'info' || (verdict === 'unknown' && cause !== undefined);
}

function headLines(pen: Pen, report: FleetReport): string[] {
  const parts = [totalsLine(report), `Kubernetes ${report.kubernetes}`, report.command];
  const text = parts.map((part) => pen.line(part)).join(` ${pen.line('·')} `);
  const width = Math.max(...report.planned.map(({ label }) => label.length));
  return [
    ...setText(pen, { at: 0, lead: { text: 'kube-preflight fleet report ', style: 'strong' }, indent: 2 }, [
      { text },
    ]),
    ...report.planned.map(({ label, value, origin }) => {
      const words = `${pad(pen.line(label), width)}  ${pen.line(value)}  `;
      return words + pen.paint({ text: pen.line(origin), style: 'faint' });
    }),
  ];
}

function readinessLines(pen: Pen, report: FleetReport): string[] {
  if (report.totals.judged === 0) return [];
  const tallies = readinessTallies(report);
  const width = Math.max(...tallies.map(({ what }) => what.length));
  return [
    pen.paint({ text: `${pad('readiness', width)}   ready  not ready  not told`, style: 'strong' }),
    ...tallies.map(({ what, ready, notReady, unknown }) => {
      const numbers = [
        pen.paint({ text: String(ready).padStart(8), style: 'good' }),
        pen.paint({ text: String(notReady).padStart(11), style: notReady > 0 ? 'bad' : 'faint' }),
        pen.paint({ text: String(unknown).padStart(10), style: unknown > 0 ? 'doubt' : 'faint' }),
      ];
      return pad(pen.line(what), width) + numbers.join('');
    }),
  ];
}

function groupBlock(pen: Pen, heading: string, groups: readonly FleetGroup[], verbose: boolean): string[] {
  if (groups.length === 0) return [];
  return [
    pen.paint({ text: heading, style: 'strong' }),
    ...groups.flatMap((group) => groupLines(pen, group, verbose)),
  ];
}

function groupLines(pen: Pen, group: FleetGroup, verbose: boolean): string[] {
  const { verdict } = group;
  const at = 2 + verdictColumns + 2;
  const lead = { text: pad(verdict, verdictColumns), style: styles[verdict] };
  const row = (label: string, text: string | undefined): string[] =>
    text === undefined || text === ''
      ? []
      : setText(pen, { at, lead: { text: label, style: 'faint' }, indent: at + 6 }, [
          { text: pen.line(text) },
        ]);
  // A symptom is mended by mending its cause.
  const isFull = verbose || (verdict === 'fail' && group.cause === undefined);
  return [
    ...setText(pen, { at: 2, lead, indent: at }, [
      { text: pen.line(group.check), style: 'strong' },
      { text: `: ${pen.line(group.says)}` },
    ]),
    ...row('on', `${counted(group.nodes.length, 'node')}: ${group.hosts}`),
    ...row('why', group.cause && `because of ${group.cause.check} (${group.cause.code})`),
    ...(isFull ? row('need', group.need) : []),
    ...(isFull && group.have !== undefined ? row('have', group.have) : []),
    ...(isFull
      ? group.remedies.flatMap((remedy, index) => remedyLines(pen, at, index === 0 ? 'mend' : 'or', remedy))
      : []),
  ];
}

function verdictLines(pen: Pen, report: FleetReport, folded: number): string[] {
  const { totals, durationMs, exitCode } = report;
  const isReady = totals.judged > 0 && totals.ready === totals.judged && exitCode === 0;
  const time = pen.paint({ text: `(${(durationMs / 1000).toFixed(2)} s)`, style: 'faint' });
  return [
    ...(folded > 0
      ? [
          pen.paint({
            text: `${counted(folded, 'more group')}: notes, and what others explain (-v shows them)`,
            style: 'faint',
          }),
        ]
      : []),
    `${pen.paint({ text: verdictWords(report), style: isReady ? 'good' : 'bad' })} ${time}`,
  ];
}
