import type { PlannedLine } from '../findings/judgement.ts';
import { displayWidth } from './display-width.ts';
import type { ReportOptions } from './report.ts';
import { createPen, pad } from './text/pen.ts';

/** Three columns: what, its value, where that was read. Values are never cut: they are meant to be copied. */
export function plannedTable(lines: readonly PlannedLine[], options: ReportOptions): string {
  const pen = createPen(options);
  const cells = lines.map(
    (line) => [pen.line(line.label), pen.line(line.value), pen.line(line.origin)] as const,
  );
  const label = Math.max(0, ...cells.map(([text]) => displayWidth(text)));
  const origin = Math.max(0, ...cells.map(([, , text]) => displayWidth(text)));
  // One very long value must not push all origins off the line.
  const room = Math.max(24, options.width - label - origin - 4);
  const fitting = cells.map(([, text]) => displayWidth(text)).filter((width) => width <= room);
  const value = Math.max(0, ...fitting);
  return cells
    .map(([first, second, third]) => {
      const where = third === '' ? '' : `  ${pen.paint({ text: third, style: 'faint' })}`;
      return `${pen.paint({ text: pad(first, label), style: 'faint' })}  ${pad(second, value)}${where}\n`;
    })
    .join('');
}
