import type { FleetReport } from '../../findings/fleet-report.ts';
import { pageOf } from '../html/page-of.ts';
import type { Rendered } from '../report.ts';

/** A page of many nodes, for a browser. */
export function fleetHtml(report: FleetReport): Rendered {
  return { stdout: pageOf(report), stderr: '' };
}
