import type { Evidence } from '../../findings/finding.ts';

/** What a problem is about: it decides what mends it. */
export const problemKinds = [
  'kernel-release',
  'kernel-config',
  'kernel-options',
  'no-cgroups',
  'controllers',
  'cgroup-root',
  'cgroup-v1',
  'kubelet',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** One message of kubeadm's SystemVerification. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly says: string;
  readonly evidence: Evidence;
  /** The controllers that are missing. */
  readonly missing?: readonly string[];
}

/** What kubeadm would print, and what of it cannot be told here. */
export interface Verdict {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly untold: readonly string[];
}

export const nothingAmiss: Verdict = { errors: [], warnings: [], untold: [] };

export function joined(verdicts: readonly Verdict[]): Verdict {
  return {
    errors: verdicts.flatMap(({ errors }) => errors),
    warnings: verdicts.flatMap(({ warnings }) => warnings),
    untold: verdicts.flatMap(({ untold }) => untold),
  };
}

export function failing(problem: Problem): Verdict {
  return { ...nothingAmiss, errors: [problem] };
}

export function warning(problem: Problem): Verdict {
  return { ...nothingAmiss, warnings: [problem] };
}

export function cannotTell(why: string): Verdict {
  return { ...nothingAmiss, untold: [why] };
}
