import type { Args, Evidence } from '../../findings/finding.ts';
import type { Unknown } from '../../probes/fact.ts';

/** How a demand is met. */
export interface JudgedDemand {
  readonly outcome: 'met' | 'missing' | 'unsuitable' | 'not-told';
  /** `auditctl`, `vm.max_map_count`, `TCP port 9100`. */
  readonly what: string;
  /** After it: `is not installed`. */
  readonly state: string;
  /** A sentence without end: `auditctl is installed, at least 3.0`. */
  readonly need: string;
  readonly have: string;
  readonly evidence: readonly Evidence[];
  /** What mends it, where the file does not say. */
  readonly now: readonly string[];
  readonly persistent: readonly string[];
  readonly verify: readonly string[];
  /** The same for `kube-preflight fix`, where a machine can do it: see custom-steps.ts. */
  readonly fix?: Args;
  /** A well-known name that was perhaps meant. */
  readonly near?: string;
}

type Given = Partial<JudgedDemand> & Pick<JudgedDemand, 'outcome' | 'state'>;

/** The ends of a demand: what is the same for all of them, made once. */
export function judgedFor(
  base: Pick<JudgedDemand, 'what' | 'need'> & Partial<JudgedDemand>,
): (given: Given) => JudgedDemand {
  return (given) => ({
    have: `${base.what} ${given.state}`,
    evidence: [],
    now: [],
    persistent: [],
    verify: [],
    ...base,
    ...given,
  });
}

/** A fact that is not there. */
export function notTold(
  judged: (given: Given) => JudgedDemand,
  fact: { readonly known: false; readonly cause: Unknown } | undefined,
): JudgedDemand {
  const have = fact?.cause.detail ?? 'it was not looked at';
  return judged({ outcome: 'not-told', state: 'could not be looked at', have });
}
