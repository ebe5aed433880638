import { exitCodes } from '../engine/exit-code.ts';
import type { AppliedStep, FixOutcome, FixPlan, FixStep, Recheck } from '../findings/fix.ts';
import type { Judgement } from '../findings/judgement.ts';
import { narrowed } from '../fix/fix-plan.ts';
import { recheck, stillAmiss, surpriseIn } from '../fix/recheck.ts';
import { appliedText, endText, stepText } from '../report/fix-progress.ts';
import type { Context, Terminal } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { runStep } from './run-step.ts';

export interface Fixing {
  readonly plan: FixPlan;
  readonly before: Judgement;
  /** The checks that are to be mended; absent: all. */
  readonly only: readonly string[] | undefined;
  judgeAgain(): Promise<Judgement>;
}

/** What a person says to a step. */
type Answer = 'run' | 'skip' | 'stop';

/** Runs the steps one by one, judges again after each, and ends at the first surprise. */
export async function applyFix(fixing: Fixing, flags: FlagValues, context: Context): Promise<number> {
  const isJson = flags.text('output') === 'json';
  const tell = await teller(flags, isJson ? context.stderr : context.stdout);
  const terminal = flags.yes('yes') ? undefined : await context.terminal?.();
  const { plan } = fixing;
  const applied: AppliedStep[] = [];
  let { before } = fixing;
  let stopped = '';
  for (const [index, step] of plan.steps.entries()) {
    if (stopped !== '') {
      applied.push(untouched(step, 'not-run'));
      continue;
    }
    tell(stepText(step, index + 1, plan.steps.length));
    const answer = await answerTo(terminal, context);
    if (answer !== 'run') {
      if (answer === 'stop') stopped = 'you ended it';
      const left = untouched(step, answer === 'stop' ? 'not-run' : 'skipped');
      applied.push(left);
      tell(appliedText(left));
      continue;
    }
    const ran = await runStep(step, plan, await context.host());
    const after = await fixing.judgeAgain();
    const rechecks = recheck(step, { before, after, later: plan.steps.slice(index + 1) });
    const done = { id: step.id, outcome: ran.outcome, output: ran.output, rechecks };
    applied.push(done);
    tell(appliedText(done));
    stopped = surprise(step, ran.failure, rechecks, context);
    before = after;
  }
  const outcome = outcomeOf(plan, applied, stopped, narrowed(before, fixing.only));
  tell(endText(outcome, plan));
  if (isJson) {
    const { escapeJson } = await import('../report/escape.ts');
    context.stdout.write(`${escapeJson(JSON.stringify(outcome, null, 2))}\n`);
  }
  return outcome.exitCode;
}

function surprise(step: FixStep, failure: string, rechecks: readonly Recheck[], { signal }: Context): string {
  if (signal.aborted) return 'a signal came';
  if (failure !== '') return `${step.what}: ${failure}`;
  const found = surpriseIn(rechecks);
  if (found === undefined) return '';
  const { check, says, verdict } = found;
  return verdict === 'new'
    ? `${check} fails, and did not before: ${says}`
    : `${check} is not mended: ${says}`;
}

function untouched({ id }: FixStep, outcome: 'skipped' | 'not-run'): AppliedStep {
  return { id, outcome, output: '', rechecks: [] };
}

async function answerTo(terminal: Terminal | undefined, { signal }: Context): Promise<Answer> {
  if (signal.aborted) return 'stop';
  if (terminal === undefined) return 'run';
  for (;;) {
    const said = (await terminal.ask('run this? [y]es, [s]kip, [q]uit: '))?.trim().toLowerCase();
    if (said === undefined || said === 'q' || said === 'quit') return 'stop';
    if (said === 'y' || said === 'yes') return 'run';
    if (said === 's' || said === 'skip' || said === 'n' || said === 'no') return 'skip';
  }
}

function outcomeOf(
  { tool, subject }: FixPlan,
  steps: readonly AppliedStep[],
  stopped: string,
  judgement: Judgement,
): FixOutcome {
  const left = stillAmiss(judgement);
  const exitCode = left.length === 0 && stopped === '' ? exitCodes.ready : exitCodes.failure;
  return { schema: 'kube-preflight/fix-outcome/v1', tool, subject, steps, stopped, left, exitCode };
}

/** Writes what is done where it is read, and into the log at once. */
async function teller(flags: FlagValues, sink: Context['stdout']): Promise<(text: string) => void> {
  const path = flags.text('log');
  if (path === undefined) return (text) => sink.write(text);
  const { openLogFile } = await import('../host/log-file.ts');
  const log = openLogFile(path);
  if (!log.ok) throw new UserError(`--log cannot be written: ${path}: ${log.code}`, exitCodes.usage);
  log.write(`# ${new Date().toISOString()}\n`);
  return (text) => {
    sink.write(text);
    log.write(text);
  };
}
