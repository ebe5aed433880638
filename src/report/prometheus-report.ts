import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeLine } from './escape.ts';
import type { Rendered } from './report.ts';

const verdicts = ['pass', 'info', 'warn', 'fail', 'unknown'] as const;

/** For the textfile collector of node_exporter: what stands, not what happened, so all are gauges. */
export function prometheusReport(judgement: Judgement): Rendered {
  const { subject, tool, command, policy, counts, findings, ready, durationMs } = judgement;
  const told = findings.filter(({ verdict }) => verdict !== 'pass');
  const stdout = [
    ...metric('kube_preflight_info', 'What was judged, and by which version; always 1.', [
      [{ version: tool.version, command, policy, kubernetes: subject.kubernetes, kernel: subject.kernel }, 1],
    ]),
    ...metric('kube_preflight_ready', 'Whether no check failed.', [[{}, ready ? 1 : 0]]),
    ...metric(
      'kube_preflight_findings',
      'Findings by verdict.',
      verdicts.map((verdict) => [{ verdict }, counts[verdict]]),
    ),
    ...metric(
      'kube_preflight_finding',
      'Each finding that is no pass, by check, reason and verdict; their number.',
      [...countBy(told.map(seriesOf))].map(([key, count]) => [JSON.parse(key), count]),
    ),
    ...metric('kube_preflight_duration_seconds', 'How long the look at the host took.', [
      [{}, durationMs / 1000],
    ]),
  ];
  return { stdout: stdout.map((line) => `${line}\n`).join(''), stderr: '' };
}

/** Of texts that are printed alike there is one series: a second would cost the whole file. */
function seriesOf({ check, code, verdict }: ToldFinding): string {
  return JSON.stringify({ check: escapeLine(check), code: escapeLine(code), verdict });
}

type Labels = Readonly<Record<string, string>>;

function metric(
  name: string,
  help: string,
  samples: readonly (readonly [Labels, number])[],
): readonly string[] {
  if (samples.length === 0) return [];
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}`),
  ];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${labelValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Backslash, quote and line feed are escaped (exposition format 0.0.4). */
function labelValue(text: string): string {
  return escapeLine(text)
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`);
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
