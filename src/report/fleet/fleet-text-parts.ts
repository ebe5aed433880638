import type { FleetReport } from '../../findings/fleet-report.ts';
import { pad, type Pen } from '../text/pen.ts';
import { setText } from '../text/wrap.ts';
import {
  counted,
  offsetWords,
  type SharedDifference,
  sharedDifferences,
  unjudgedNodes,
} from './fleet-summary.ts';

/** Lines of a kind that are shown unless all is asked for; `-o json` has them all. */
const shownLines = 25;
const shownNames = 12;

function heading(pen: Pen, text: string): string {
  return pen.paint({ text, style: 'strong' });
}

/** Names as they are: a range would need them sorted and folded, which was done where groups were made. */
function namesOf({ nodes }: FleetReport, indices: readonly number[]): string {
  const names = [...new Set(indices.flatMap((index) => nodes[index]?.name ?? []))];
  const more = names.length - shownNames;
  return more > 0 ? `${names.slice(0, shownNames).join(', ')} and ${more} more` : names.join(', ');
}

function bounded(pen: Pen, lines: readonly string[][], verbose: boolean): string[] {
  const shown = verbose ? lines : lines.slice(0, shownLines);
  const more = lines.length - shown.length;
  return [
    ...shown.flat(),
    ...(more > 0
      ? [pen.paint({ text: `  ${pen.ellipsis} ${more} more (-v shows them)`, style: 'faint' })]
      : []),
  ];
}

export function unjudgedLines(pen: Pen, report: FleetReport): string[] {
  const unjudged = unjudgedNodes(report);
  if (unjudged.length === 0) return [];
  const columns = Math.max(...unjudged.map(({ status }) => status.length));
  const lines = unjudged.map(({ status, detail, nodes }) => {
    const [first] = nodes;
    const names = [...new Set(nodes.map(({ name }) => name))];
    const more = names.length - shownNames;
    const who = `${names.slice(0, shownNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const where =
      nodes.length === 1 && first !== undefined && !first.source.includes(first.name)
        ? ` (${first.source})`
        : '';
    const lead = { text: pad(status, columns), style: 'doubt' } as const;
    return setText(pen, { at: 2, lead, indent: columns + 4 }, [
      { text: pen.line(`${who}${where}`), style: 'strong' },
      { text: `: ${pen.line(detail)}` },
    ]);
  });
  return [heading(pen, 'without a verdict'), ...bounded(pen, lines, false)];
}

export function duplicateLines(pen: Pen, { duplicates }: FleetReport): string[] {
  if (duplicates.length === 0) return [];
  const lines = duplicates.map(({ what, value, nodes, hosts }) =>
    setText(pen, { at: 2, indent: 4 }, [
      { text: pen.line(`${what} ${value}`), style: 'strong' },
      { text: pen.line(`: ${counted(nodes.length, 'node')}: ${hosts}`) },
    ]),
  );
  return [heading(pen, 'the same on several machines'), ...bounded(pen, lines, false)];
}

const differenceHeadings = {
  outlier: 'unlike the others',
  golden: 'unlike the golden node',
  earlier: 'changed since the earlier snapshot',
} as const;

export function differenceLines(
  pen: Pen,
  report: FleetReport,
  kind: keyof typeof differenceHeadings,
  verbose: boolean,
): string[] {
  const shared = sharedDifferences(report, kind);
  if (shared.length === 0) return [];
  const lines = shared.map((difference) => differenceLine(pen, report, kind, difference));
  return [heading(pen, differenceHeadings[kind]), ...bounded(pen, lines, verbose)];
}

function differenceLine(
  pen: Pen,
  report: FleetReport,
  kind: keyof typeof differenceHeadings,
  { fact, has, expected, share, nodes }: SharedDifference,
): string[] {
  const others = {
    outlier: `${expected} on ${percent(share ?? 0)} of such nodes`,
    golden: `${expected} there`,
    earlier: `${expected} before`,
  } as const;
  return setText(pen, { at: 2, indent: 4 }, [
    { text: pen.line(fact), style: 'strong' },
    { text: pen.line(`: ${has}; ${others[kind]}: ${namesOf(report, nodes)}`) },
  ]);
}

/** Rounded down: what is not on all is not on 100 %. */
function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}

export function clockLines(pen: Pen, report: FleetReport, verbose: boolean): string[] {
  const { clocks } = report;
  if (clocks.length === 0) return [];
  const lines = clocks.map(({ node, offsetMs }) =>
    setText(pen, { at: 2, indent: 4 }, [
      { text: pen.line(namesOf(report, [node])), style: 'strong' },
      { text: `: ${offsetWords(offsetMs)}` },
    ]),
  );
  return [heading(pen, 'clocks off the median'), ...bounded(pen, lines, verbose)];
}

export function remarkLines(pen: Pen, { remarks = [] }: FleetReport): string[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map((text) =>
    setText(pen, { at: 2, lead: { text: '-', style: 'faint' }, indent: 4 }, [
      { text: pen.line(text), style: 'faint' },
    ]),
  );
  return [heading(pen, 'remarks'), ...bounded(pen, lines, false)];
}
