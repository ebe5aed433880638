/** A check that kubeadm prints by this name, and a sentence about it. */
export interface NamedReason {
  readonly name: string;
  readonly why: string;
}

/** What makes kubeadm agree with a judgement. This is the document that `kubeadm-args -o json` prints. */
export interface KubeadmArgs {
  readonly schema: 'kube-preflight/kubeadm-args/v1';
  /** `kubeadm init`. */
  readonly command: string;
  /** The release of kubeadm: `v1.36.2`. */
  readonly kubeadm: string;
  /** false: this program judges the node not ready, or cannot answer for it; there are no flags then. */
  readonly agrees: boolean;
  /** For kubeadm's command line; none: kubeadm agrees without any. */
  readonly flags: readonly string[];
  /** What is ignored by them, in kubeadm's order; none with --skip-phases. */
  readonly ignored: readonly NamedReason[];
  /** What stands against agreeing. */
  readonly blockers: readonly NamedReason[];
  /** Where it could not be told whether kubeadm fails. */
  readonly undecided: readonly NamedReason[];
}
