/** What `kube-preflight hint` prints with `-o json`. */

/** One backend in one family, as it stands on this node. */
export interface HintSide {
  /** `nft` or `legacy`. */
  readonly backend: string;
  readonly family: string;
  readonly readable: boolean;
  /** Lines that readers count; absent: they could not be counted. */
  readonly rules?: number;
  /** Why it could not be read, or not counted. */
  readonly detail?: string;
}

export interface HintMark {
  readonly chain: string;
  readonly backend: string;
  readonly family: string;
  readonly table: string;
  readonly madeBy: string;
  /** false: no reader finds it there. */
  readonly readable: boolean;
}

export interface HintPrediction {
  readonly id: string;
  readonly who: string;
  /** `nft`, `legacy`, `unknown`. */
  readonly backend: string;
  readonly reason: string;
  readonly algorithm: string;
  readonly source: string;
  readonly note?: string;
  readonly readsHint: boolean;
  /** It is planned or configured on this node: who says so; absent: nothing says so. */
  readonly hereBy?: string;
}

/** What the kubelet of this plan does on this host when it starts. */
export interface KubeletOutlook {
  readonly does: 'makes' | 'makes-none' | 'cannot' | 'unknown';
  /** `nft`, `legacy`: where it makes the chain. */
  readonly backend?: string;
  readonly says: string;
}

/** The document of `kube-preflight hint show`. */
export interface HintReport {
  readonly schema: 'kube-preflight/hint/v1';
  readonly tool: { readonly name: string; readonly version: string };
  readonly subject: {
    readonly host: string;
    readonly kubernetes: string;
    readonly mode: string;
    readonly modeOrigin: string;
  };
  readonly sides: readonly HintSide[];
  readonly marks: readonly HintMark[];
  readonly kubelet: KubeletOutlook;
  readonly consumers: readonly HintPrediction[];
  readonly contradictions: readonly string[];
  readonly exitCode: number;
}

export type HintOutcomeCode =
  | 'made'
  | 'already-there'
  | 'deleted'
  | 'not-there'
  | 'not-empty'
  | 'referenced'
  | 'no-ipv6'
  | 'no-iptables'
  | 'faulty'
  | 'no-kernel-table'
  | 'incompatible-rules'
  | 'locked'
  | 'no-privilege'
  | 'failed';

/** How it went in one family. */
export interface HintOutcome {
  readonly code: HintOutcomeCode;
  readonly family: string;
  /** `nft`, `legacy`; '' when it is not known. */
  readonly backend: string;
  /** What was run; '' when nothing was. */
  readonly command: string;
  /** One sentence. */
  readonly says: string;
  /** What to do; '' when there is nothing to do. */
  readonly todo: string;
  /** Nothing is amiss. */
  readonly ok: boolean;
}

/** The document of `kube-preflight hint ensure` and `hint delete`. */
export interface HintChange {
  readonly schema: 'kube-preflight/hint-change/v1';
  readonly tool: { readonly name: string; readonly version: string };
  readonly action: 'ensure' | 'delete';
  readonly outcomes: readonly HintOutcome[];
  /** Planned or installed components that read the hint. */
  readonly readers: readonly { readonly who: string; readonly by: string }[];
  readonly exitCode: number;
}
