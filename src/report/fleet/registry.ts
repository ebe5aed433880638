import type { FleetReport } from '../../findings/fleet-report.ts';
import type { Rendered, ReportOptions } from '../report.ts';

export type FleetReporter = (report: FleetReport, options: ReportOptions) => Rendered;

/** Name → reporter of fleets, loaded when asked for. A new format is one file and one line here. */
export const fleetReporters = {
  text: async () => (await import('./fleet-text.ts')).fleetText,
  json: async () => (await import('./fleet-json.ts')).fleetJson,
  markdown: async () => (await import('./fleet-markdown.ts')).fleetMarkdown,
  junit: async () => (await import('./fleet-junit.ts')).fleetJunit,
  html: async () => (await import('./fleet-html.ts')).fleetHtml,
} as const satisfies Readonly<Record<string, () => Promise<FleetReporter>>>;

export type FleetFormat = keyof typeof fleetReporters;

export function isFleetFormat(name: string): name is FleetFormat {
  return Object.hasOwn(fleetReporters, name);
}

export function loadFleetReport(format: FleetFormat): Promise<FleetReporter> {
  return fleetReporters[format]();
}
