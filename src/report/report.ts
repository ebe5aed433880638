import type { Judgement } from '../findings/judgement.ts';

/** How a report is to look. Decided by the command line: reports read no environment and no terminal. */
export interface ReportOptions {
  /** Open what is folded: passes, and the evidence of everything. */
  readonly verbose: boolean;
  readonly color: boolean;
  /** false: nothing beyond ASCII is printed. */
  readonly unicode: boolean;
  /** Columns. */
  readonly width: number;
  readonly timings: boolean;
}

/** What goes to which stream; empty, or whole lines. */
export interface Rendered {
  readonly stdout: string;
  readonly stderr: string;
  /** The format has exit codes of its own, which whoever reads it expects. */
  readonly exitCode?: number;
}

export type Report = (judgement: Judgement, options: ReportOptions) => Rendered;
