/** What can be asked of a container runtime over CRI, without the means by which it is asked. */

/**
 * `unimplemented`: it speaks gRPC and knows no such service or method; `not-grpc`: what answers speaks
 * something else, or hung up; `timed-out`: no answer by the deadline; `status`: gRPC, and an error of its own.
 */
export type CallFault = 'unimplemented' | 'not-grpc' | 'timed-out' | 'status';

export interface CallFailure {
  readonly ok: false;
  readonly fault: CallFault;
  /** One line: the message of the runtime, or what became of the connection. */
  readonly detail: string;
}

export type CallAnswer<T> = { readonly ok: true; readonly value: T } | CallFailure;

export interface RuntimeVersion {
  /** `containerd`, `cri-o`. */
  readonly name: string;
  readonly version: string;
  /** `v1`. */
  readonly api: string;
}

export interface RuntimeCondition {
  readonly type: string;
  readonly status: boolean;
  readonly reason: string;
  readonly message: string;
}

export interface RuntimeStatus {
  readonly conditions: readonly RuntimeCondition[];
  /** Under `config` runtimes put their configuration, as JSON. */
  readonly info: Readonly<Record<string, string>>;
}

export type CgroupDriver = 'systemd' | 'cgroupfs';

/** Each call ends by its deadline, in milliseconds, and none throws. */
export interface RuntimeClient {
  version(deadlineMs: number): Promise<CallAnswer<RuntimeVersion>>;
  /** Asks the same of the interface before v1. */
  versionV1alpha2(deadlineMs: number): Promise<CallAnswer<RuntimeVersion>>;
  status(deadlineMs: number): Promise<CallAnswer<RuntimeStatus>>;
  /** undefined: the runtime has none to name. */
  cgroupDriver(deadlineMs: number): Promise<CallAnswer<CgroupDriver | undefined>>;
  hasImage(image: string, deadlineMs: number): Promise<CallAnswer<boolean>>;
  /** Fetches it into the runtime's store: the one call here that changes the host. */
  pullImage(image: string, deadlineMs: number): Promise<CallAnswer<string>>;
  /** Ends the connection and what still waits on it. */
  close(): void;
}
