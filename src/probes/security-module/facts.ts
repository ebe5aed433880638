/** A program that a security module kept from something it wanted. */
export interface Denial {
  readonly module: 'SELinux' | 'AppArmor';
  /** The program: `iptables`, `nft`, `kube-proxy`. */
  readonly program: string;
  /** What it wanted: `module_request`, `capable net_admin`. */
  readonly wanted: string;
  /** The line as it stands in the log, cut. */
  readonly line: string;
  readonly count: number;
}

/** What SELinux and AppArmor do here, and what of the proxy's tools they have denied since the boot. */
export interface SecurityModuleFacts {
  readonly selinux: 'enforcing' | 'permissive' | 'off';
  readonly apparmor: boolean;
  /** Logs that were read; none: no log that is a file. */
  readonly logs: readonly string[];
  /** Logs that are there, and could not be read: `/var/log/audit/audit.log: EACCES`. */
  readonly unread: readonly string[];
  /** Newest last, each kind once. Denials of a permissive module are none. */
  readonly denials: readonly Denial[];
}
