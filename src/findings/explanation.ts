import type { RequirementLine } from './requirement-list.ts';

/** A way out, as far as it can be told without a host; `<name>` stands for what the report of a host names. */
export interface ExplainedRemedy {
  readonly what: string;
  readonly now: readonly string[];
  readonly persistent: readonly string[];
  readonly verify: readonly string[];
}

export interface ExplainedReason {
  readonly code: string;
  readonly check: string;
  readonly means: string;
  /** What is needed, with `<name>` for what a host decides; '' if nothing is. */
  readonly need: string;
  readonly remedies: readonly ExplainedRemedy[];
}

/** What a word of a report means: what `kube-preflight explain -o json` prints. */
export interface Explanation {
  readonly schema: 'kube-preflight/explanation/v1';
  readonly kind: 'check' | 'reason' | 'tool' | 'requirement';
  readonly name: string;
  readonly title: string;
  /** What it is, one sentence each. */
  readonly what: readonly string[];
  readonly why: readonly string[];
  /** Who needs it. */
  readonly who: readonly string[];
  readonly since: string;
  readonly until: string;
  /** Commands to look by hand. */
  readonly look: readonly string[];
  readonly mend: readonly ExplainedRemedy[];
  readonly reasons: readonly ExplainedReason[];
  readonly requirements: readonly RequirementLine[];
  readonly sources: readonly string[];
}

export interface CheckSummary {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  /** kubeadm has it as well. */
  readonly kubeadms: boolean;
}

/** What `kube-preflight explain` without a word prints. */
export interface CheckList {
  readonly schema: 'kube-preflight/checks/v1';
  readonly checks: readonly CheckSummary[];
}
