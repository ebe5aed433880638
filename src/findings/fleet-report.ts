import type { Cause, Evidence, Group, Remedy, Verdict } from './finding.ts';
import type { Counts, Judgement, PlannedLine } from './judgement.ts';

/** Why a node has no verdict, or `judged`. */
export type NodeStatus = 'judged' | 'unreachable' | 'failed' | 'unreadable' | 'duplicate';

export type Readiness = 'ready' | 'not-ready' | 'unknown';

export interface ModeReadiness {
  readonly mode: 'nftables' | 'iptables' | 'ipvs';
  readonly readiness: Readiness;
  /** Indices into `groups` of the failures or unknowns that decide it. */
  readonly because: readonly number[];
}

export interface FleetNode {
  readonly name: string;
  readonly status: NodeStatus;
  /** Why it is not judged, or a remark; '' if none. */
  readonly detail: string;
  /** File, archive entry or line the facts came from. */
  readonly source: string;
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
  readonly addresses: readonly string[];
  /** ISO 8601; '' if there are no facts. */
  readonly collectedAt: string;
  /** `join`, `upgrade node`: what this node was judged for; absent: that of the report, or not judged. */
  readonly judgedAs?: string;
  readonly ready: boolean;
  readonly counts: Counts;
  /** One letter for each of `columns`: p(ass) i(nfo) w(arn) f(ail) u(nknown), - for not judged. */
  readonly cells: string;
  /** Indices into `groups`, worst first. */
  readonly groups: readonly number[];
  readonly modes: readonly ModeReadiness[];
  /** Readiness at the release in which nftables becomes the default (v1.40), for a node whose mode is unset. */
  readonly survivesDefault: Readiness;
}

/** The same thing seen on one or more nodes. */
export interface FleetGroup {
  readonly check: string;
  readonly code: string;
  readonly group: Group;
  readonly verdict: Exclude<Verdict, 'pass'>;
  readonly subject: string;
  /** The value that was observed; nodes with another one are another group. */
  readonly observed: string;
  readonly says: string;
  readonly need?: string;
  readonly have?: string;
  readonly remedies: readonly Remedy[];
  /** Of the first node. */
  readonly evidence: readonly Evidence[];
  readonly neededBy: readonly string[];
  /** The finding that explains this one. */
  readonly cause?: Cause;
  /** '' : the planned judgement. Else the mode that this finding was made for (`modes` of a node). */
  readonly forMode: '' | 'nftables' | 'iptables' | 'ipvs';
  /** Indices into `nodes`, ascending. */
  readonly nodes: readonly number[];
  /** `node[001-147,150]`. */
  readonly hosts: string;
}

/** Names or numbers that should belong to one machine, and belong to several. */
export interface FleetDuplicate {
  readonly what: 'host name' | 'machine-id' | 'product_uuid' | 'MAC' | 'SSH host key' | 'address';
  readonly value: string;
  readonly nodes: readonly number[];
  readonly hosts: string;
}

/** A node that differs from what nearly all others have, or from the golden node, or from its earlier snapshot. */
export interface FleetDifference {
  readonly kind: 'outlier' | 'golden' | 'earlier';
  readonly node: number;
  /** `kernel.release`, `tools.nft.version`: the path of the fact. */
  readonly fact: string;
  readonly has: string;
  /** What the others, the golden node or the earlier snapshot have. */
  readonly expected: string;
  /** outlier: the share of nodes that have `expected`, 0 to 1. */
  readonly share?: number;
}

export interface ClockOffset {
  readonly node: number;
  /** Milliseconds against the median of the nodes that were collected together; positive: ahead. */
  readonly offsetMs: number;
}

/** All that a report about many nodes needs: what `fleet report -o json` prints. */
export interface FleetReport {
  readonly schema: 'kube-preflight/fleet/v1';
  readonly tool: Judgement['tool'];
  /** What was judged: `init`, `join`. */
  readonly command: string;
  readonly kubernetes: string;
  readonly policy: string;
  readonly planned: readonly PlannedLine[];
  /** Check families, in the order of a report; the letters of `cells` stand for these. */
  readonly columns: readonly { readonly check: string; readonly title: string; readonly group: Group }[];
  readonly nodes: readonly FleetNode[];
  /** Worst and widest first. */
  readonly groups: readonly FleetGroup[];
  readonly duplicates: readonly FleetDuplicate[];
  readonly differences: readonly FleetDifference[];
  readonly clocks: readonly ClockOffset[];
  /** What the reader should know of how it was told: what was left out, which rule decided. */
  readonly remarks?: readonly string[];
  /** Nodes by status, and ready ones among the judged. */
  readonly totals: Readonly<Record<NodeStatus, number>> & { readonly nodes: number; readonly ready: number };
  readonly exitCode: number;
  readonly durationMs: number;
}
