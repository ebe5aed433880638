import type { Counts } from '../findings/judgement.ts';

/** Exit codes of the program; documented in docs/exit-codes.md. */
export const exitCodes = {
  /** No failure. */
  ready: 0,
  /** At least one failure, as kubeadm since 1.34; `--fail-on` widens it. */
  failure: 1,
  /** Wrong usage of the command line. */
  usage: 2,
  /** The configuration cannot be read or is invalid. */
  configuration: 3,
  /** The program itself failed. */
  internal: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Verdicts that `--fail-on` makes count as failures. */
export type FailOn = readonly ('warn' | 'unknown')[];

/** Ready or not, from the verdicts; ignored failures count as warnings. */
export function exitCodeOf(counts: Counts, failOn: FailOn): ExitCode {
  const failing = counts.fail > 0 || failOn.some((verdict) => counts[verdict] > 0);
  return failing ? exitCodes.failure : exitCodes.ready;
}
