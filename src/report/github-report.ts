import type { ToldFinding } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeLine } from './escape.ts';
import { findingLines } from './finding-lines.ts';
import type { Rendered } from './report.ts';
import { positionOf } from './position.ts';
import { sayDoubt } from './say-doubt.ts';

const levels = { fail: 'error', warn: 'warning', unknown: 'warning', info: 'notice' } as const;

/** Annotations of a GitHub Actions job: workflow commands on standard output, at the line of the file where there is one. */
export function githubReport({ findings, subject, ready, counts }: Judgement): Rendered {
  const lines = findings.flatMap((finding) => {
    const { verdict } = finding;
    return verdict === 'pass' ? [] : [annotation(levels[verdict], finding)];
  });
  const sum = plain(
    `${subject.host}: ${ready ? 'ready' : 'not ready'}: ${counts.fail} failed, ${counts.warn} warned, ${counts.unknown} could not be told, ${counts.pass} passed`,
  );
  return { stdout: [...lines, sum].map((line) => `${line}\n`).join(''), stderr: '' };
}

/** Outside of a command: the runner reads `::` at the beginning of a line, and `##[` anywhere in it. */
function plain(text: string): string {
  return escapeLine(text).replaceAll('::', ': :').replaceAll('##[', '## [');
}

function annotation(level: string, finding: ToldFinding): string {
  const position = positionOf(finding);
  const properties = [
    `title=${property(finding.check)}`,
    ...(position === undefined
      ? []
      : [`file=${property(position.file)}`, `line=${position.line}`, `col=${position.column}`]),
  ];
  const text = [escapeLine(sayDoubt(finding)), ...findingLines(finding)].map(data).join('%0A');
  return `::${level} ${properties.join(',')}::${text}`;
}

/** Percent signs and line ends end or forge a command (actions/toolkit, core/command). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(escapeLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
