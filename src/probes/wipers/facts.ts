/** A line that makes away with rules of others. */
export interface WipingLine {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** Rules that a service loads at boot in place of all that stand in the same tables. */
export interface SavedRuleset {
  readonly file: string;
  /** The units that load it. */
  readonly services: readonly string[];
  readonly tables: readonly string[];
  /** Chains of Kubernetes that were saved along. */
  readonly clusterChains: readonly string[];
}

/** Something of this host's own that wipes rules when it runs. */
export interface WipingRun {
  readonly kind: 'unit' | 'boot-script' | 'hook' | 'cron';
  /** `harden.service`, `/etc/rc.local`. */
  readonly name: string;
  readonly line: WipingLine;
  /** A unit that is ordered before the network, or the kubelet: at a boot it does no harm. */
  readonly early: boolean;
  /** As `systemctl is-enabled` would say; true of what is no unit. */
  readonly enabled: boolean;
}

/**
 * What will or may delete rules of others on this host, as its files have it. Files of a service that
 * neither runs nor will at the next boot are not read.
 */
export interface WiperFacts {
  readonly nftables: {
    /** `flush ruleset` in the configuration of nftables.service, and in what it includes. */
    readonly flushes: readonly WipingLine[];
    /** The line of the unit that flushes when it is stopped or reloaded. */
    readonly stop?: WipingLine;
  };
  /** Absent: there is no such file. */
  readonly firewalld?: {
    readonly file: string;
    /** undefined: not set, which means yes. */
    readonly flushAllOnReload?: boolean;
    /** '' when it is not set. */
    readonly backend: string;
    /** Rules of the direct interface, which are iptables' whatever the backend. */
    readonly direct: boolean;
  };
  readonly saved: readonly SavedRuleset[];
  /** /etc/default/ufw has MANAGE_BUILTINS=yes: ufw empties the built-in chains at each start and reload. */
  readonly ufwManagesBuiltins: boolean;
  readonly runs: readonly WipingRun[];
  /** Files that are there and could not be read: `/etc/…: EACCES`. */
  readonly unread: readonly string[];
}
