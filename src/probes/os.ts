export interface OsFacts {
  /** /etc/os-release ID, e.g. `rhel`, `debian`; '' if unset. */
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId: string;
  /** `Debian GNU/Linux 12 (bookworm)`. */
  readonly prettyName: string;
  readonly hostName: string;
  /** As Node and `uname -m` know it: `x86_64`, `aarch64`. */
  readonly machine: string;
  /** The file the identity was read from. */
  readonly source: string;
}
