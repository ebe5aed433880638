/** One kind of line of a log, all its repeats folded. */
export interface LogGroup {
  /** `kube-proxy.no-nft`; `unclassified` for lines that are not known. */
  readonly id: string;
  /** `absent`, `faulty`, `kernel-lacks`, `no-privilege`, `contention`, `incompatible-rules`, `version-skew`, `hidden`, `deprecated`, `harmless`, `unclassified`. */
  readonly kind: string;
  readonly component: string;
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  /** Releases that write it: `1.33 and later`; '' when all do. */
  readonly releases: string;
  readonly means: string;
  readonly todo: readonly string[];
  readonly needsAction: boolean;
  /** The first line, cut and redacted. */
  readonly sample: string;
  /** What the facts of this host say of a cause that the line hides. */
  readonly here?: string;
  readonly source: string;
}

/** All that `kube-preflight logs` has to say; `-o json` prints it. */
export interface LogSummary {
  readonly schema: 'kube-preflight/logs/v1';
  readonly tool: { readonly name: string; readonly version: string };
  readonly sources: readonly { readonly name: string; readonly bytes: number; readonly error?: string }[];
  /** Lines about the proxy's tools. */
  readonly lines: number;
  readonly groups: readonly LogGroup[];
  /** Lines about these tools that say nothing is wrong, and that no key knows. */
  readonly plain: number;
  /** Unclassified lines beyond the kinds that are kept apart. */
  readonly beyond: number;
  readonly exitCode: number;
}
