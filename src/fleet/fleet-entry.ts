import type { Counts } from '../findings/judgement.ts';
import type { ModeReadiness, NodeStatus, Readiness } from '../findings/fleet-report.ts';
import type { NodeIdentity } from '../snapshot/facts-document.ts';
import type { Machine } from './same-machine.ts';

/** What is kept of a node while the others are read: some kilobytes, whatever its facts were. */
export interface FleetEntry {
  readonly name: string;
  readonly status: NodeStatus;
  readonly detail: string;
  readonly source: string;
  /** Absent: there are no facts. */
  readonly looked?: Looked;
  /** Absent: not judged. */
  readonly judged?: Judged;
}

export interface Looked {
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
  readonly collectedAt: string;
  readonly receivedMs?: number;
  readonly identity: NodeIdentity;
  readonly machine: Machine;
  readonly virtualAddresses: ReadonlySet<string>;
  /** What it can be compared with. */
  readonly className: string;
  readonly vector: Uint32Array;
}

export interface Judged {
  readonly as: string;
  readonly counts: Counts;
  readonly cells: string;
  readonly modes: readonly Omit<ModeReadiness, 'because'>[];
  readonly survivesDefault: Readiness;
}
