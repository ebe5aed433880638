import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeXml } from './escape-xml.ts';
import { findingLines } from './finding-lines.ts';
import type { Rendered } from './report.ts';
import { sayDoubt } from './say-doubt.ts';

/**
 * JUnit XML as Jenkins and GitLab read it: a test case for each finding. A failure is a failure; what could not be
 * told is skipped, for it is neither; warnings are passes whose text goes to system-out.
 */
export function junitReport({ subject, command, findings, counts, durationMs }: Judgement): Rendered {
  const seconds = (durationMs / 1000).toFixed(3);
  const name = escapeXml(`kube-preflight ${command} ${subject.host}`);
  const sums = `tests="${findings.length}" failures="${counts.fail}" errors="0" skipped="${counts.unknown}" time="${seconds}"`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kube-preflight" ${sums}>`,
    `  <testsuite name="${name}" hostname="${escapeXml(subject.host)}" ${sums}>`,
    ...findings.flatMap((finding) => caseLines(finding, command)),
    '  </testsuite>',
    '</testsuites>',
  ];
  return { stdout: `${lines.join('\n')}\n`, stderr: '' };
}

function caseLines(finding: ToldFinding, command: string): readonly string[] {
  const { check, subject, group, says, verdict, code } = finding;
  const name = subject === '' || subject === check ? check : `${check} (${subject})`;
  const open = `    <testcase classname="kube-preflight.${escapeXml(command)}.${group}" name="${escapeXml(name)}" time="0"`;
  const text = [says, ...findingLines(finding)].map(escapeXml).join('\n');
  if (verdict === 'pass') return [`${open}/>`];
  return [
    `${open}>`,
    ...bodyLines(verdict, escapeXml(code), escapeXml(sayDoubt({ verdict, says })), text),
    '    </testcase>',
  ];
}

function bodyLines(
  verdict: ToldFinding['verdict'],
  code: string,
  says: string,
  text: string,
): readonly string[] {
  if (verdict === 'fail') return [`      <failure type="${code}" message="${says}">${text}</failure>`];
  if (verdict === 'unknown') return [`      <skipped message="${says}"/>`];
  return [`      <system-out>${verdict}: ${text}</system-out>`];
}
