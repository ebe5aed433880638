export interface PrivilegeFacts {
  readonly uid: number;
  /** Effective capabilities by name, lower case without `cap_`: `net_admin`, `sys_admin`. */
  readonly capabilities: readonly string[];
  /** true when this process is in the init network namespace; undefined when it cannot be told. */
  readonly initialNetworkNamespace: boolean | undefined;
  /** `systemd-nspawn`, `docker`, `lxc`, …; '' on a machine of its own. */
  readonly container: string;
}
