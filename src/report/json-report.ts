import type { Cause, Evidence, Remedy, ToldFinding } from '../findings/finding.ts';
import type { Step } from '../findings/step.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeJson } from './escape.ts';
import type { Rendered } from './report.ts';

/**
 * Every object is rebuilt in the order of its published schema, whatever the order it was made
 * in, and open-ended ones by name: two runs on one host differ in nothing but what differs.
 */

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function evidenceJson({ source, excerpt }: Evidence): Evidence {
  return { source, ...(excerpt === undefined ? {} : { excerpt }) };
}

function remedyJson({ what, now, persistent, verify, steps }: Remedy): Remedy {
  return {
    what,
    ...(now === undefined ? {} : { now }),
    ...(persistent === undefined ? {} : { persistent }),
    ...(verify === undefined ? {} : { verify }),
    ...(steps === undefined ? {} : { steps: steps.map(stepJson) }),
  };
}

function stepJson(step: Step): Step {
  switch (step.kind) {
    case 'package':
      return { kind: step.kind, install: step.install, done: step.done };
    case 'module':
      return { kind: step.kind, module: step.module, file: step.file };
    case 'sysctl': {
      const { kind, key, value, keep } = step;
      return {
        kind,
        key,
        value,
        ...(keep === undefined ? {} : { keep: { file: keep.file, line: keep.line } }),
      };
    }
    case 'service':
      return { kind: step.kind, unit: step.unit, want: step.want };
    default:
      return { kind: step.kind, run: step.run, done: step.done };
  }
}

function causeJson({ check, code }: Cause): Cause {
  return { check, code };
}

function findingJson(finding: ToldFinding): ToldFinding {
  const { need, have, remedies, cause, ignoredBy, unnamed } = finding;
  return {
    check: finding.check,
    code: finding.code,
    verdict: finding.verdict,
    group: finding.group,
    subject: finding.subject,
    says: finding.says,
    ...(need === undefined ? {} : { need }),
    ...(have === undefined ? {} : { have }),
    evidence: finding.evidence.map(evidenceJson),
    neededBy: finding.neededBy,
    ...(remedies === undefined ? {} : { remedies: remedies.map(remedyJson) }),
    ...(cause === undefined ? {} : { cause: causeJson(cause) }),
    ...(ignoredBy === undefined ? {} : { ignoredBy }),
    ...(unnamed === undefined ? {} : { unnamed }),
    args: sorted(finding.args),
  };
}

function judgementJson(judgement: Judgement): Judgement {
  const { tool, subject, counts } = judgement;
  return {
    schema: judgement.schema,
    tool: { name: tool.name, version: tool.version },
    command: judgement.command,
    ready: judgement.ready,
    exitCode: judgement.exitCode,
    counts: {
      fail: counts.fail,
      warn: counts.warn,
      unknown: counts.unknown,
      info: counts.info,
      pass: counts.pass,
    },
    subject: {
      host: subject.host,
      os: subject.os,
      kernel: subject.kernel,
      kubernetes: subject.kubernetes,
      ...(subject.collected === undefined ? {} : { collected: subject.collected }),
    },
    policy: judgement.policy,
    planned: judgement.planned.map(({ label, value, origin }) => ({ label, value, origin })),
    findings: judgement.findings.map(findingJson),
    sideEffects: judgement.sideEffects,
    durationMs: judgement.durationMs,
    timings: sorted(judgement.timings),
  };
}

/** For machines: the whole judgement, on standard output alone. Schema: docs/schema/report-v1.json. */
export function jsonReport(judgement: Judgement): Rendered {
  return { stdout: `${escapeJson(JSON.stringify(judgementJson(judgement), null, 2))}\n`, stderr: '' };
}
