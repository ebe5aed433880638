/** As much of a plugin's configuration as tells what it does on the host. */
export interface CniPlugin {
  /** `calico`, `bridge`, `portmap`. */
  readonly type: string;
  /** What it hands its work to: flannel, and others that wrap a plugin. */
  readonly delegate?: string;
  /** The Linux bridge it puts Pods on: `cni0`, `kube-bridge`. */
  readonly bridge?: string;
  /** It masquerades what leaves the node. */
  readonly ipMasq?: boolean;
  /** `backend` of portmap and firewall, `ipMasqBackend` of bridge and ptp: `iptables`, `nftables`, `firewalld`. */
  readonly backend?: string;
  /** portmap: conditions or a chain that only iptables has. */
  readonly iptablesOnly?: boolean;
}

export type CniConfig =
  | {
      readonly state: 'valid';
      readonly file: string;
      /** Of the network. */
      readonly name: string;
      readonly plugins: readonly CniPlugin[];
    }
  /** No runtime takes it; `detail` says why. */
  | { readonly state: 'invalid'; readonly file: string; readonly detail: string }
  | { readonly state: 'unread'; readonly file: string; readonly code: string };

export interface CniFacts {
  readonly directory: string;
  /**
   * In the order in which libcni sorts them. containerd takes the first, and has no network where that is
   * invalid; CRI-O takes the first that is valid.
   */
  readonly configs: readonly CniConfig[];
  /** Versions of plugins that were asked for theirs, by type: `1.6.0`; '' where one did not tell. */
  readonly versions: Readonly<Record<string, string>>;
}
