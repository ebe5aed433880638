import type { Remedy } from './finding.ts';
import type { Judgement } from './judgement.ts';
import type { Step } from './step.ts';

/** The finding that a step, or a person, is to mend. */
export interface FixReason {
  readonly check: string;
  readonly code: string;
  readonly subject: string;
  readonly verdict: 'fail' | 'warn';
  readonly says: string;
  readonly need?: string;
  readonly have?: string;
}

/** One line of shell, and the condition under which it has nothing left to do. */
export interface GuardedCommand {
  readonly when: 'now' | 'persistent';
  readonly done: string;
  readonly run: string;
}

/** What the script does, once, for all the findings that want it. */
export interface FixStep {
  /** `sysctl net.ipv4.ip_forward`: no two steps have the same. */
  readonly id: string;
  readonly what: string;
  readonly step: Step;
  readonly mends: readonly FixReason[];
  readonly commands: readonly GuardedCommand[];
  /** A condition that holds afterwards; '' where only the check itself can tell. */
  readonly verify: string;
}

/** Remedies that want a person's decision: never run. */
export interface LeftToYou {
  readonly reason: FixReason;
  readonly remedies: readonly Remedy[];
  /** A step mends the same finding: these are other ways, or what is to be seen to beside it. */
  readonly besides: boolean;
}

/** A finding that goes when another one is mended. */
export interface Symptom {
  readonly check: string;
  readonly says: string;
  readonly causedBy: string;
}

/** The document that `fix -o json` prints. */
export interface FixPlan {
  readonly schema: 'kube-preflight/fix/v1';
  readonly tool: Judgement['tool'];
  /** What was judged: `init`, `join`. */
  readonly command: string;
  readonly subject: Judgement['subject'];
  /** Functions of shell that the commands of the steps call. */
  readonly functions: readonly string[];
  readonly steps: readonly FixStep[];
  readonly left: readonly LeftToYou[];
  readonly symptoms: readonly Symptom[];
  /** How many findings could not be judged. */
  readonly unknown: number;
  readonly exitCode: number;
}

export type StepOutcome = 'applied' | 'nothing-to-do' | 'skipped' | 'failed' | 'not-run';

/** What the check says after a step. */
export interface Recheck {
  readonly check: string;
  readonly subject: string;
  readonly verdict: 'pass' | 'better' | 'same' | 'new';
  readonly says: string;
}

export interface AppliedStep {
  readonly id: string;
  readonly outcome: StepOutcome;
  /** What it printed; at most its end. */
  readonly output: string;
  readonly rechecks: readonly Recheck[];
}

/** The document that `fix --apply -o json` prints. */
export interface FixOutcome {
  readonly schema: 'kube-preflight/fix-outcome/v1';
  readonly tool: Judgement['tool'];
  readonly subject: Judgement['subject'];
  readonly steps: readonly AppliedStep[];
  /** Why it ended before the last step; '' if it did not. */
  readonly stopped: string;
  /** What still fails or warns. */
  readonly left: readonly FixReason[];
  readonly exitCode: number;
}
