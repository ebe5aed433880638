import type { AppliedStep, FixOutcome, FixPlan, FixStep, Recheck } from '../findings/fix.ts';
import { escapeLine, escapeLines } from './escape.ts';

/** What is about to be run, and why. */
export function stepText({ what, mends, commands }: FixStep, number: number, count: number): string {
  return block([
    `${number} of ${count}: ${what}`,
    ...mends.map(({ verdict, check, says }) => `  ${verdict} ${check}: ${says}`),
    ...commands.map(({ run }) => `  ${run}`),
  ]);
}

const outcomes: Readonly<Record<AppliedStep['outcome'], string>> = {
  applied: 'done',
  'nothing-to-do': 'nothing was to be done',
  skipped: 'skipped',
  failed: 'failed',
  'not-run': 'not run',
};

const verdicts: Readonly<Record<Recheck['verdict'], string>> = {
  pass: 'pass',
  better: 'warns only',
  same: 'not mended',
  new: 'fails now',
};

export function appliedText({ outcome, output, rechecks }: AppliedStep): string {
  const printed = escapeLines(output).map((line) => `  | ${line}`);
  const judged = rechecks.map(({ check, verdict, says }) =>
    escapeLine(`re-check ${check}: ${verdicts[verdict]}: ${says}`),
  );
  const lines = [...printed, `  ${outcomes[outcome]}`, ...judged.map((line) => `  ${line}`)];
  return `${lines.join('\n')}\n`;
}

/** Why it ended, if not at the end; and what is left. */
export function endText({ stopped, left, steps }: FixOutcome, { left: forYou }: FixPlan): string {
  const count = steps.filter(({ outcome }) => outcome === 'applied').length;
  const wanted = new Set(forYou.map(({ reason }) => reason.check));
  return block([
    ...(steps.length === 0 ? [] : [`${count} of ${steps.length} steps changed this host`]),
    ...(stopped === '' ? [] : [`stopped: ${stopped}`]),
    leftLine(steps.length, left.length),
    ...left.map(
      ({ verdict, check, says }) =>
        `  ${verdict} ${check}: ${says}${wanted.has(check) ? ' (wants your decision: kube-preflight fix)' : ''}`,
    ),
  ]);
}

function leftLine(steps: number, left: number): string {
  if (left === 0) return steps === 0 ? 'nothing to fix' : 'nothing is left';
  return steps === 0 ? 'nothing here can be run unattended; left:' : 'left:';
}

function block(lines: readonly string[]): string {
  const shown = lines.map((line) => `${/^ */u.exec(line)?.[0] ?? ''}${escapeLine(line)}`);
  return `${shown.join('\n')}\n`;
}
