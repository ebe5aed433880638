import type { Verdict } from '../findings/finding.ts';
import type { Judgement } from '../findings/judgement.ts';
import { escapeLine, toAscii } from './escape.ts';
import type { Rendered } from './report.ts';

/** node-problem-detector cuts a message at 80 bytes (custom plugin monitor, max_output_length); the line ends in one. */
const longest = 79;

/** One line of ASCII: the sum, and as many names of what is amiss as there is room for. */
function lineOf({ counts, findings, ready }: Judgement, word: string): string {
  const worst: Verdict =
    counts.fail > 0 ? 'fail' : counts.unknown > 0 && ready && counts.warn === 0 ? 'unknown' : 'warn';
  const names = [...new Set(findings.filter(({ verdict }) => verdict === worst).map(({ check }) => check))];
  const sums = (['fail', 'warn', 'unknown'] as const).filter((verdict) => counts[verdict] > 0);
  const sum =
    sums.length === 0
      ? `${counts.pass} passed`
      : sums.map((verdict) => `${counts[verdict]} ${verdict}`).join(' ');
  const text = toAscii(escapeLine(`${word}: ${sum}${names.length === 0 ? '' : `: ${names.join(' ')}`}`));
  return `${text.length <= longest ? text : `${text.slice(0, longest - 3)}...`}\n`;
}

/** A custom plugin of node-problem-detector: 0 is well, 1 is not, 2 could not be told. */
export function npdReport(judgement: Judgement): Rendered {
  const { counts, ready } = judgement;
  const exitCode = !ready ? 1 : counts.unknown > 0 ? 2 : 0;
  const word = ['ready', 'not ready', 'could not tell'][exitCode] ?? '';
  return { stdout: lineOf(judgement, word), stderr: '', exitCode };
}

/** A plugin of Nagios and its like: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. */
export function nagiosReport(judgement: Judgement): Rendered {
  const { counts, ready } = judgement;
  const exitCode = !ready ? 2 : counts.warn > 0 ? 1 : counts.unknown > 0 ? 3 : 0;
  const word = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'][exitCode] ?? '';
  return { stdout: lineOf(judgement, `KUBE_PREFLIGHT ${word}`), stderr: '', exitCode };
}
