import type { FixPlan, FixStep } from '../findings/fix.ts';
import type { ExecResult, Host } from '../host/host.ts';
import { commandLines, preambleLines } from '../report/fix-script.ts';

/** Packages come over the network, and a mirror may be slow. */
const deadlineMs = 15 * 60_000;
const keptOutput = 4000;

export interface RanStep {
  readonly outcome: 'applied' | 'nothing-to-do' | 'failed';
  /** What it printed; of much, the end. */
  readonly output: string;
  /** '' if it ended well. */
  readonly failure: string;
}

/** Runs the very lines that the script holds for this step. */
export async function runStep(step: FixStep, plan: FixPlan, host: Host): Promise<RanStep> {
  const script = [...preambleLines(plan), ...commandLines(step)].join('\n');
  const done = await host.exec({
    argv: ['/bin/sh', '-c', script, 'fix'],
    deadlineMs,
    maxOutput: 1024 * 1024,
  });
  const output = `${done.stdout}${done.stderr}`.slice(-keptOutput);
  const failure = failureOf(done);
  if (failure !== '') return { outcome: 'failed', output, failure };
  // Every command is told with a plus before it is run.
  const isTold = done.stdout.startsWith('+ ') || done.stdout.includes('\n+ ');
  return { outcome: isTold ? 'applied' : 'nothing-to-do', output, failure };
}

function failureOf({ outcome, exitCode, signal, errno }: ExecResult): string {
  switch (outcome) {
    case 'exited':
      return exitCode === 0 ? '' : `it ended with ${String(exitCode)}`;
    case 'signalled':
      return `it was ended by ${signal ?? 'a signal'}`;
    case 'timed-out':
      return 'it did not end in time';
    default:
      return `it could not be started: ${errno ?? ''}`;
  }
}
