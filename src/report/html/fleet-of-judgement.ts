import type { ToldFinding, Verdict } from '../../findings/finding.ts';
import type { FleetGroup, FleetReport } from '../../findings/fleet-report.ts';
import type { Judgement } from '../../findings/judgement.ts';

const order: readonly Verdict[] = ['fail', 'unknown', 'warn', 'info', 'pass'];
const letterOf = { fail: 'f', unknown: 'u', warn: 'w', info: 'i', pass: 'p' } as const;

/** One node as a fleet of one: a page for both. */
export function fleetOfJudgement(judgement: Judgement): FleetReport {
  const { tool, command, subject, policy, planned, findings, counts, ready, exitCode, durationMs } =
    judgement;
  const sorted = findings.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const groups = sorted.flatMap((finding) => groupOf(finding, subject.host));
  const families = new Map(sorted.map((finding) => [finding.check, finding] as const));
  const columns = [...families].map(([check, { group, subject: title }]) => ({ check, title, group }));
  const cells = columns.map(({ check }) => worstOf(sorted, check)).join('');
  const none = { judged: 1, unreachable: 0, failed: 0, unreadable: 0, duplicate: 0 };
  return {
    schema: 'kube-preflight/fleet/v1',
    tool,
    command,
    kubernetes: subject.kubernetes,
    policy,
    planned,
    columns,
    nodes: [
      {
        name: subject.host,
        status: 'judged',
        detail: '',
        source: '',
        os: subject.os,
        kernel: subject.kernel,
        arch: '',
        addresses: [],
        collectedAt: '',
        ready,
        counts,
        cells,
        groups: groups.map((_, index) => index),
        modes: [],
        survivesDefault: 'unknown',
      },
    ],
    groups,
    duplicates: [],
    differences: [],
    clocks: [],
    totals: { ...none, nodes: 1, ready: ready ? 1 : 0 },
    exitCode,
    durationMs,
  };
}

function groupOf(finding: ToldFinding, host: string): readonly FleetGroup[] {
  const {
    check,
    code,
    group,
    verdict,
    subject,
    says,
    need,
    have,
    remedies = [],
    evidence,
    neededBy,
  } = finding;
  if (verdict === 'pass') return [];
  return [
    {
      check,
      code,
      group,
      verdict,
      subject,
      observed: have ?? '',
      says,
      remedies,
      evidence,
      neededBy,
      ...(need === undefined ? {} : { need }),
      ...(have === undefined ? {} : { have }),
      forMode: '',
      nodes: [0],
      hosts: host,
    },
  ];
}

function worstOf(findings: readonly ToldFinding[], check: string): string {
  const found = findings.find((finding) => finding.check === check);
  return found === undefined ? '-' : letterOf[found.verdict];
}
