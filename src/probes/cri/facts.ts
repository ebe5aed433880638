import type {
  CallAnswer,
  CgroupDriver,
  RuntimeCondition,
  RuntimeVersion,
} from '../../host/cri/runtime-client.ts';

export type { CallAnswer, CallFault, CgroupDriver } from '../../host/cri/runtime-client.ts';

/**
 * Which endpoint is asked, and why: `cri-socket` the plan names it; `kubelet` the plan's kubelet does;
 * `node` a file of a node that is set up; `found` the only known socket where somebody listens;
 * `fallback` nobody listens at any; `several` more than one does, and kubeadm wants to be told which.
 */
export interface CriEndpoint {
  readonly chosenBy: 'cri-socket' | 'kubelet' | 'node' | 'found' | 'fallback' | 'several';
  /** As it is written: `unix:///run/containerd/containerd.sock`. */
  readonly endpoint: string;
  /** '' when the endpoint is no unix socket. */
  readonly path: string;
  /** The file, of `node`. */
  readonly source?: string;
}

/** What became of a connection: `listens`, or why not. */
export type SocketState =
  | 'listens'
  | 'absent'
  | 'not-a-socket'
  | 'refused'
  | 'forbidden'
  | 'timed-out'
  | 'bad-endpoint'
  | 'failed';

export interface CriSocket {
  readonly state: SocketState;
  /** errno; '' when somebody listens. */
  readonly code: string;
  /** `0660 root:root` as numbers: `0660 0:0`; '' when it is not there. */
  readonly mode: string;
}

/** Why no runtime answers: the socket's reason, or that of what listens there. */
export type RuntimeFault =
  | Exclude<SocketState, 'listens'>
  | 'not-grpc'
  | 'unimplemented'
  | 'v1alpha2-only'
  | 'plugin-disabled';

/** What the runtime says of its own configuration, for people, in its verbose status. */
export interface RuntimeOwnConfig {
  readonly cgroupDriver?: CgroupDriver;
  readonly sandboxImage?: string;
}

/** The answers to kubeadm's and the kubelet's first questions. */
export interface CriAnswers {
  readonly version: CallAnswer<RuntimeVersion>;
  readonly status: CallAnswer<readonly RuntimeCondition[]>;
  /** By RuntimeConfig. */
  readonly cgroupDriver: CallAnswer<CgroupDriver | undefined>;
  readonly ownConfig: RuntimeOwnConfig;
  /** Asked only when v1 is not known there. */
  readonly v1alpha2?: CallAnswer<RuntimeVersion>;
  /** Milliseconds until the last of them came. */
  readonly ms: number;
}

export interface CriFacts {
  readonly endpoint: CriEndpoint;
  readonly socket: CriSocket;
  /** Other known sockets where somebody listens: looked at where this one does not answer, or none is set. */
  readonly others: readonly string[];
  /** Known sockets where somebody listens, in kubeadm's order; absent: they were not asked for by themselves. */
  readonly detected?: readonly string[];
  /** Absent unless somebody listens. */
  readonly answers?: CriAnswers;
  /** Where the answers are not those of a runtime: the process that listens, `nginx (pid 812)`. */
  readonly listener?: string;
  /** Where nobody listens: the path of the runtime's program, '' when it is not installed. */
  readonly program?: string;
  /** The line of containerd's configuration that switches its CRI off. */
  readonly disabledBy?: { readonly file: string; readonly line: string };
}

/** What became of one image. */
export interface ImageFact {
  readonly image: string;
  /** `present` before; `pulled` now; `missing`: to be pulled yet. */
  readonly state: 'present' | 'pulled' | 'missing' | 'failed' | 'unknown';
  /** Why it failed, or could not be told. */
  readonly detail?: string;
  readonly ms: number;
}

export interface ImagesFacts {
  /** Whether missing images were to be pulled. */
  readonly pulling: boolean;
  readonly images: readonly ImageFact[];
}
