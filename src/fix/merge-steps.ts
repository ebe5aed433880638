import type { FixReason, FixStep } from '../findings/fix.ts';
import type { Step } from '../findings/step.ts';
import { type Shell, shellOf } from './step-commands.ts';

/** A step that a finding wants. */
export interface Wanted {
  readonly step: Step;
  readonly shell: Shell;
  readonly reason: FixReason;
}

/** One step for all who want the same: a package that brings three tools is installed once. */
export function mergeSteps(wanted: readonly Wanted[]): readonly FixStep[] {
  const byId = new Map<string, readonly Wanted[]>();
  for (const one of wanted) byId.set(one.shell.id, [...(byId.get(one.shell.id) ?? []), one]);
  return [...byId.values()].flatMap((same) => {
    const step = same.map((one) => one.step).reduce(both);
    const shell = shellOf(step);
    if (shell === undefined) return [];
    const mends = [...new Map(same.map(({ reason }) => [keyOf(reason), reason])).values()];
    const { id, what, commands, verify } = shell;
    return [{ id, what, step, mends, commands, verify }];
  });
}

function keyOf({ check, code, subject }: FixReason): string {
  return [check, code, subject].join(' ');
}

/** Of two that do the same, what holds for both. */
function both(a: Step, b: Step): Step {
  if (a.kind === 'package' && b.kind === 'package') {
    const done = new Map([...a.done, ...b.done].map((argv) => [argv.join(' '), argv]));
    return { ...a, done: [...done.values()] };
  }
  if (a.kind === 'sysctl' && b.kind === 'sysctl') return a.keep === undefined ? { ...a, ...b } : a;
  if (a.kind === 'service' && b.kind === 'service') return a.want === 'running' ? a : b;
  return a;
}
