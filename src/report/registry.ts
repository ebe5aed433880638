import type { Report } from './report.ts';

/** Name → reporter, loaded when asked for. A new format is one file and one line here. */
export const reporters = {
  text: async () => (await import('./text/text-report.ts')).textReport,
  json: async () => (await import('./json-report.ts')).jsonReport,
  kubeadm: async () => (await import('./kubeadm-report.ts')).kubeadmReport,
  markdown: async () => (await import('./markdown-report.ts')).markdownReport,
  html: async () => (await import('./html/html-report.ts')).htmlReport,
  junit: async () => (await import('./junit-report.ts')).junitReport,
  sarif: async () => (await import('./sarif-report.ts')).sarifReport,
  github: async () => (await import('./github-report.ts')).githubReport,
  prometheus: async () => (await import('./prometheus-report.ts')).prometheusReport,
  npd: async () => (await import('./plugin-line.ts')).npdReport,
  nagios: async () => (await import('./plugin-line.ts')).nagiosReport,
} as const satisfies Readonly<Record<string, () => Promise<Report>>>;

export type ReportFormat = keyof typeof reporters;

export function isReportFormat(name: string): name is ReportFormat {
  return Object.hasOwn(reporters, name);
}

export function loadReport(format: ReportFormat): Promise<Report> {
  return reporters[format]();
}
