import type { ClusterFault } from '../../config/cluster-io.ts';
import type { NodeLook } from './node-look.ts';
import type { FactsRun } from './pod-look.ts';

/** What is to be collected, and within which bounds. */
export interface CollectRequest {
  readonly kubeconfig: string;
  /** The user allowed the program that the kubeconfig names for credentials. */
  readonly allowExec: boolean;
  readonly namespace: string;
  /** Logs that are read at once. */
  readonly parallel: number;
  /** Milliseconds for everything, for one request, and for a node to get a pod. */
  readonly totalMs: number;
  readonly callMs: number;
  readonly graceMs: number;
}

/** The log of the container, or as much of it as was asked for. */
export interface FactsLog {
  readonly text: string;
  /** There was more than is read. */
  readonly isCut: boolean;
}

/** Why there are no facts of a node. `failed`: it was reached, and gave none. */
export interface Missed {
  readonly status: 'unreachable' | 'failed';
  readonly why: string;
}

/** Who takes what is collected. What it throws ends the collection. */
export interface Receiver {
  /** true: what this run printed is there already. */
  holds(node: NodeLook, run: FactsRun | undefined): Promise<boolean>;
  /** undefined: taken; else why it is no facts of this node. */
  take(node: NodeLook, log: FactsLog): Promise<string | undefined>;
  miss(node: NodeLook, missed: Missed): Promise<void>;
  /** So many of so many nodes are settled. */
  progress(settled: number, nodes: number): void;
}

export interface Collected {
  readonly ok: true;
  readonly server: string;
  readonly nodes: readonly NodeLook[];
  /** Nodes of another system than Linux, which have no facts. */
  readonly others: number;
  /** Nodes that were not asked any more as the run was stopped. */
  readonly unasked: number;
}

export type CollectEnd = Collected | { readonly ok: false; readonly fault: ClusterFault };
