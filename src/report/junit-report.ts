import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { findingLines } from './finding-lines.ts';
import { type JunitCase, junitXml } from './junit-xml.ts';
import type { Rendered } from './report.ts';
import { sayDoubt } from './say-doubt.ts';

/** A test case for each finding, in one suite. */
export function junitReport({ subject, command, findings, durationMs }: Judgement): Rendered {
  const suite = {
    name: `kube-preflight ${command} ${subject.host}`,
    hostname: subject.host,
    cases: findings.map((finding) => caseOf(finding, command)),
  };
  return { stdout: junitXml([suite], durationMs), stderr: '' };
}

function caseOf(finding: ToldFinding, command: string): JunitCase {
  const { check, subject, group, says, verdict, code } = finding;
  return {
    classname: `kube-preflight.${command}.${group}`,
    name: subject === '' || subject === check ? check : `${check} (${subject})`,
    verdict,
    code,
    message: sayDoubt({ verdict, says }),
    lines: [says, ...findingLines(finding)],
  };
}
