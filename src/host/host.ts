/**
 * The seam to the machine. Only the files of this room touch it; probes see this interface.
 * Expected failures are return values; nothing here throws for what a host can do.
 */

import type { RuntimeClient } from './cri/runtime-client.ts';

export interface ReadOptions {
  /** Bytes; more is cut off and said. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds. Default 1000: a read may hang on a dead mount. */
  readonly deadlineMs?: number;
  /** Of a longer file the last bytes are read, not the first. */
  readonly tail?: true;
}

/** `code` is the errno name: `ENOENT`, `EACCES`, `EIO`; `ETIMEDOUT` when the deadline passed. */
export interface IoFailure {
  readonly ok: false;
  readonly code: string;
}

export type ReadResult =
  | { readonly ok: true; readonly text: string; readonly truncated: boolean }
  | IoFailure;
export type BytesResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly truncated: boolean }
  | IoFailure;
export type DirResult =
  | { readonly ok: true; readonly names: readonly string[]; readonly truncated: boolean }
  | IoFailure;
export type LinkResult = { readonly ok: true; readonly target: string } | IoFailure;

export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'link' | 'socket' | 'other';
  /** Permission bits, e.g. 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** `dev:inode`, to tell two names of one file. */
  readonly identity: string;
}
export type StatusResult = ({ readonly ok: true } & FileStatus) | IoFailure;
export type AccessResult = { readonly ok: true } | IoFailure;

export interface ExecRequest {
  /** argv[0] is an absolute path; there is no shell and no search. */
  readonly argv: readonly [string, ...string[]];
  readonly stdin?: string;
  /** Milliseconds until the process group is killed. */
  readonly deadlineMs: number;
  /** Bytes of stdout and of stderr each; the rest is dropped and said. Default 256 KiB. */
  readonly maxOutput?: number;
  /** Called once the program runs, or it is clear that it will not. */
  readonly onStart?: () => void;
  /** Added to the fixed minimal environment (`PATH`, `LC_ALL=C`). */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExecResult {
  readonly argv: readonly string[];
  /** `timed-out`: killed at its deadline, or (errno `ECANCELED`) because the run was stopped. */
  readonly outcome: 'exited' | 'signalled' | 'timed-out' | 'not-started';
  readonly exitCode?: number;
  readonly signal?: string;
  /**
   * errno of a process that could not be started: `ENOENT`, `EACCES`, `ENOEXEC`; `EUNSAFE` when
   * this program refuses, as root, to run what others may rewrite; `ECANCELED` after a stop.
   */
  readonly errno?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly ms: number;
}

export interface DnsRequest {
  /** An address, with a port if it is not 53: `10.0.0.2`, `[fd00::1]:5353`. */
  readonly server: string;
  /** Complete: no search list is applied. */
  readonly name: string;
  readonly type: 'A' | 'AAAA';
  readonly deadlineMs: number;
}
/** `code`: `ENOTFOUND` (no such name), `ENODATA` (none of this type), `ESERVFAIL`, `ECONNREFUSED`, `ETIMEDOUT`, … */
export type DnsResult = { readonly ok: true; readonly addresses: readonly string[] } | IoFailure;

export interface HttpRequest {
  /** `https://10.0.0.5:2379/version`, or http. */
  readonly url: string;
  /** Where to connect, if the host of the URL is a name; the name is then what the certificate must have. */
  readonly address?: string;
  /** PEM: whom to trust (absent: the CAs of the system), and what to show. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly deadlineMs: number;
}

/** What a server showed of itself. Times are milliseconds since 1970. */
export interface ServerCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** `DNS:localhost, IP Address:127.0.0.1`. */
  readonly altNames: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

export type HttpResult =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | {
      readonly ok: false;
      /**
       * How far it came: `material` (certificate or key is of no use), `connect`, `tls` (the handshake),
       * `trust` (the server's certificate is not accepted), `answer`.
       */
      readonly stage: 'material' | 'connect' | 'tls' | 'trust' | 'answer';
      /** An errno, or a code of Node or OpenSSL: `ECONNREFUSED`, `CERT_HAS_EXPIRED`; `ETIMEDOUT` at the deadline. */
      readonly code: string;
      readonly detail: string;
      readonly server?: ServerCertificate;
    };

export interface InterfaceAddress {
  /** `eth0`. */
  readonly name: string;
  readonly address: string;
  readonly prefix: number;
  /** Of the loopback interface. */
  readonly internal: boolean;
}

/** A port that could be listened on, or the errno name: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`. */
export type ListenResult = { readonly ok: true } | IoFailure;

/** What is looked at where it is not the machine that this program runs on. */
export interface HostImage {
  /** The directory that holds the root file system, as it was given. */
  readonly root: string;
  /** Releases of kernels in it, the one that would boot first. */
  readonly kernels: readonly string[];
  /** It is the root of a machine that runs, seen from a container: its /proc tells of its kernel. */
  readonly running: boolean;
}

export interface Host {
  /** Set: a root file system that does not run. Nothing of it is executed; what only a running node tells is not there. */
  readonly image?: HostImage;
  readonly uid: number;
  /** The user's environment, as data. Never handed to a child whole. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hostName: string;
  /** `uname -r` and `uname -m`. */
  readonly release: string;
  readonly machine: string;
  readonly cpus: number;
  /** Addresses of this host that others may know it by: no loopback; the default route's first. */
  addresses(): Promise<readonly string[]>;
  /** Every address of every interface that is up, loopback and link-local ones too. */
  interfaces(): readonly InterfaceAddress[];
  /** Asks one DNS server one question; ends by its deadline. */
  queryDns(request: DnsRequest): Promise<DnsResult>;
  /** One GET, over TLS or not; the URL must be one. No redirects, no proxies; ends by its deadline. */
  httpGet(request: HttpRequest): Promise<HttpResult>;
  /** Connects to a unix socket and hangs up: whether somebody listens there. Nothing is sent. */
  dialUnix(path: string, deadlineMs: number): Promise<AccessResult>;
  /** A client of the container runtime behind a unix socket; loaded only then, and to be closed. */
  runtimeAt(path: string): Promise<RuntimeClient>;
  /** Monotonic milliseconds. */
  now(): number;
  /** What the clock of this host says, in milliseconds since 1970. */
  clock(): number;
  readText(path: string, options?: ReadOptions): Promise<ReadResult>;
  readBytes(path: string, options?: ReadOptions): Promise<BytesResult>;
  readDir(path: string): Promise<DirResult>;
  readLink(path: string): Promise<LinkResult>;
  /** Follows links. */
  status(path: string): Promise<StatusResult>;
  /** Does not follow a link at the end. */
  linkStatus(path: string): Promise<StatusResult>;
  /** The path with every link resolved: `ENOENT` for a dangling link, `ELOOP` for a loop. */
  realPath(path: string): Promise<LinkResult>;
  /** Whether this user may execute it: permission bits, groups and `noexec` mounts. */
  mayRun(path: string): Promise<AccessResult>;
  /** Listens on a TCP port for a moment; '' = on all addresses. */
  listen(port: number, address: string): Promise<ListenResult>;
  exec(request: ExecRequest): Promise<ExecResult>;
  /** Kills what still runs and starts nothing more. */
  stop(): void;
}
