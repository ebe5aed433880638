import type { FleetReport } from '../../findings/fleet-report.ts';
import { escapeJson } from '../escape.ts';
import type { Rendered } from '../report.ts';

/** For machines: the whole report. One node and one group a line: a fleet is too long to be indented. */
export function fleetJson(report: FleetReport): Rendered {
  const { nodes, groups, differences, ...rest } = report;
  const lists = { groups, differences, nodes };
  const head = JSON.stringify(rest).slice(0, -1);
  const tail = Object.entries(lists).map(([name, list]) => `,\n${JSON.stringify(name)}:${linesOf(list)}`);
  return { stdout: `${escapeJson(`${head}${tail.join('')}\n}`)}\n`, stderr: '' };
}

function linesOf(list: readonly unknown[]): string {
  if (list.length === 0) return '[]';
  return `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
}
