import type { Verdict } from '../findings/finding.ts';
import { escapeXml } from './escape-xml.ts';

/** One test of a suite, in plain text. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** The reason code of a failure. */
  readonly code: string;
  readonly message: string;
  readonly lines: readonly string[];
}

export interface JunitSuite {
  readonly name: string;
  readonly hostname?: string;
  readonly cases: readonly JunitCase[];
}

/**
 * JUnit XML as Jenkins and GitLab read it. A failure is a failure; what could not be told is skipped, for it is
 * neither; warnings are passes whose text goes to system-out.
 */
export function junitXml(suites: readonly JunitSuite[], durationMs: number): string {
  const time = (durationMs / 1000).toFixed(3);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kube-preflight" ${sumsOf(
      suites.flatMap(({ cases }) => cases),
      time,
    )}>`,
    ...suites.flatMap(({ name, hostname, cases }) => [
      `  <testsuite name="${escapeXml(name)}"${hostname === undefined ? '' : ` hostname="${escapeXml(hostname)}"`} ${sumsOf(cases, suites.length === 1 ? time : '0')}>`,
      ...cases.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function sumsOf(cases: readonly JunitCase[], time: string): string {
  const count = (wanted: Verdict): number => cases.filter(({ verdict }) => verdict === wanted).length;
  return `tests="${cases.length}" failures="${count('fail')}" errors="0" skipped="${count('unknown')}" time="${time}"`;
}

function caseLines({ classname, name, verdict, code, message, lines }: JunitCase): readonly string[] {
  const open = `    <testcase classname="${escapeXml(classname)}" name="${escapeXml(name)}" time="0"`;
  if (verdict === 'pass') return [`${open}/>`];
  return [
    `${open}>`,
    bodyLine(verdict, escapeXml(code), escapeXml(message), lines.map(escapeXml).join('\n')),
    '    </testcase>',
  ];
}

function bodyLine(verdict: Verdict, code: string, message: string, text: string): string {
  if (verdict === 'fail') return `      <failure type="${code}" message="${message}">${text}</failure>`;
  if (verdict === 'unknown') return `      <skipped message="${message}"/>`;
  return `      <system-out>${verdict}: ${text}</system-out>`;
}
