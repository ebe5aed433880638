/** One file in the format of resolv.conf(5). */
export interface ResolverFile {
  readonly path: string;
  /** errno of a file that cannot be read; '' when it was read. */
  readonly error: string;
  /** What the path leads to, where that is another file. */
  readonly target: string;
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
}

export interface ResolverFacts {
  /** systemd-resolved runs; undefined when that could not be told. */
  readonly resolvedActive: boolean | undefined;
  /** The file that the kubelet will hand to Pods; absent: the plan switches that off. */
  readonly used?: ResolverFile;
  /** Why it is that file: the plan names it, kubeadm chooses it for systemd-resolved, or it is the default. */
  readonly chosenBy: 'plan' | 'kubeadm' | 'kubelet' | 'nobody';
}
