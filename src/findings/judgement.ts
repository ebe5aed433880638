import type { ToldFinding, Verdict } from './finding.ts';

/** One planned value for the head of a report: `kube-proxy`, `nftables`, `kubeadm.yaml:14:7`. */
export interface PlannedLine {
  readonly label: string;
  readonly value: string;
  /** Where it was read, already in words: a position, `--proxy-mode`, `default of v1.36`. */
  readonly origin: string;
}

/** How much of a judgement each verdict makes up; ignored failures count as warnings. */
export type Counts = Readonly<Record<Verdict, number>>;

/**
 * All that a report needs, and no more: reports know nothing of hosts or Kubernetes.
 * This is the document that `-o json` prints.
 */
export interface Judgement {
  readonly schema: 'kube-preflight/report/v1';
  readonly tool: { readonly name: string; readonly version: string };
  /** `init`, `join`, … */
  readonly command: string;
  /** What was judged: host name, system, kernel, Kubernetes release; shown in this order. */
  readonly subject: {
    readonly host: string;
    readonly os: string;
    readonly kernel: string;
    readonly kubernetes: string;
    /** The facts were collected before: the file they were read from, when (ISO 8601), and how many days ago. */
    readonly collected?: { readonly from: string; readonly at: string; readonly days: number };
  };
  readonly policy: string;
  readonly planned: readonly PlannedLine[];
  readonly findings: readonly ToldFinding[];
  readonly counts: Counts;
  readonly ready: boolean;
  readonly exitCode: number;
  readonly durationMs: number;
  /** Milliseconds of every probe, for `--timings`. */
  readonly timings: Readonly<Record<string, number>>;
  /** Things the run did that the reader must know: modules loaded by a proof. */
  readonly sideEffects: readonly string[];
}
