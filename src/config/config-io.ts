/** The reader that is handed in: `config` itself touches neither files nor standard input. */

/** `code` is the errno name: `ENOENT`, `EACCES`, `EIO`; `ETIMEDOUT` when a deadline passed. */
export interface IoFailure {
  readonly ok: false;
  readonly code: string;
}

export type BytesRead =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly truncated: boolean }
  | IoFailure;
export type KindRead = { readonly ok: true; readonly kind: 'file' | 'directory' | 'other' } | IoFailure;
export type NamesRead = { readonly ok: true; readonly names: readonly string[] } | IoFailure;

export interface ConfigIo {
  /** At most `maxBytes`; `truncated` says that more was there. Under a deadline: it may be a pipe. */
  read(path: string, maxBytes: number): Promise<BytesRead>;
  /** Follows links. `other`: a pipe or a device, which is read like a file (`--config <(…)`). */
  kind(path: string): Promise<KindRead>;
  /** The names in a directory, without their path, in any order. */
  list(path: string): Promise<NamesRead>;
  readStdin(maxBytes: number): Promise<BytesRead>;
}
