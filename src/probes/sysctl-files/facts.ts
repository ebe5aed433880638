/** A line of a file, or of the kernel's command line, that sets a sysctl. */
export interface SysctlAssignment {
  readonly file: string;
  /** From 1; 0 on the kernel's command line. */
  readonly line: number;
  /** As written: `net.ipv4.ip_forward = 1`. */
  readonly text: string;
  readonly value: string;
}

export interface SysctlFilesFacts {
  /** Who sets sysctls at boot. */
  readonly appliedBy: 'systemd-sysctl' | 'sysctl --system';
  /** systemd-sysctl.service is masked here: nobody reads the files at boot. */
  readonly maskedBy?: string;
  /** By watched key: what sets it at boot. The last one holds; the others are overruled by it. */
  readonly atBoot: Readonly<Record<string, readonly SysctlAssignment[]>>;
  /** What /etc/sysctl.conf sets where it is not read at boot, by watched key. */
  readonly passedOver: Readonly<Record<string, readonly SysctlAssignment[]>>;
  /** Files and directories that could not be read, with why. */
  readonly unread: readonly string[];
  /** Services started at boot that turn IPv4 forwarding on by themselves: `docker`. */
  readonly turnsForwardingOn: readonly string[];
}
