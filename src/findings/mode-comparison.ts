import type { Judgement } from './judgement.ts';
import type { ToldFinding, Verdict } from './finding.ts';

export type Readiness = 'ready' | 'not-ready' | 'could-not-tell';

/** Something that changes by moving to a mode, and what to do about it. */
export interface MoveNote {
  readonly topic: string;
  readonly says: string;
  readonly todo?: string;
  readonly source: string;
}

/** One mode, judged for one host. */
export interface ModeVerdict {
  readonly mode: string;
  readonly present: boolean;
  readonly readiness: Readiness;
  /** Failures (not ready) and unknowns (could not tell); each with its remedies. */
  readonly blockers: readonly ToldFinding[];
  readonly warnings: readonly ToldFinding[];
  /** What would change by moving here from the present mode. */
  readonly changes: readonly MoveNote[];
}

/** A release of the timeline, judged for this host. */
export interface TimelineVerdict {
  readonly release: string;
  readonly verdict: Verdict;
  readonly says: string;
}

/** The document that `kube-preflight modes -o json` prints. */
export interface ModeComparison {
  readonly schema: 'kube-preflight/modes/v1';
  readonly tool: { readonly name: string; readonly version: string };
  readonly subject: Judgement['subject'];
  readonly present: { readonly mode: string; readonly origin: string };
  readonly modes: readonly ModeVerdict[];
  /** '' when no mode can be recommended. */
  readonly recommended: string;
  readonly reasons: readonly string[];
  readonly timeline: readonly TimelineVerdict[];
  readonly sideEffects: readonly string[];
  readonly durationMs: number;
}
