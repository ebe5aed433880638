import type { FixStep } from '../findings/fix.ts';
import type { Step, StepKind } from '../findings/step.ts';

/** What is installed brings modules, a module brings sysctls, and a service starts when all that is there. */
const kinds: readonly StepKind[] = ['package', 'module', 'sysctl', 'command', 'service'];

/** Directories of /proc/sys that come with a module. */
const bringers: Readonly<Record<string, string>> = {
  'net/bridge/': 'br_netfilter',
  'net/netfilter/nf_conntrack_': 'nf_conntrack',
};

/**
 * What mends a failure, and what that builds on, comes first: a package that only a warning wants must not keep
 * a failure waiting, and stops nothing when it cannot be had. Within that by kind.
 */
export function ordered(steps: readonly FixStep[]): readonly FixStep[] {
  const urgent = new Set(steps.filter(mendsFailure));
  // A package for a module for a sysctl: no chain is longer.
  for (let link = 0; link < 2; link += 1) {
    for (const step of steps) {
      if ([...urgent].some((one) => buildsOn(one.step, step.step))) urgent.add(step);
    }
  }
  return steps.toSorted(
    (a, b) =>
      Number(urgent.has(b)) - Number(urgent.has(a)) ||
      kinds.indexOf(a.step.kind) - kinds.indexOf(b.step.kind),
  );
}

function mendsFailure({ mends }: FixStep): boolean {
  return mends.some(({ verdict }) => verdict === 'fail');
}

/** Whether a step finds nothing to work on until another one was run. */
function buildsOn(step: Step, other: Step): boolean {
  if (step.kind === 'sysctl' && other.kind === 'module') {
    const bringer = Object.entries(bringers).find(([start]) => step.key.startsWith(start))?.[1];
    return bringer === other.module;
  }
  if (step.kind === 'module' && other.kind === 'package') {
    return other.done.some(([program, name]) => program === 'modinfo' && name === step.module);
  }
  return false;
}
