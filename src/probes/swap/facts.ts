export interface SwapDevice {
  /** `/dev/sda2`, `/swapfile`, `/dev/zram0`. */
  readonly name: string;
  readonly kind: 'zram' | 'partition' | 'file';
  readonly sizeKiB: number;
}

export interface SwapFacts {
  /** /proc/swaps has more than its header line: what kubeadm and the kubelet go by. */
  readonly on: boolean;
  readonly devices: readonly SwapDevice[];
  /** Its lines below the header, as they stand. */
  readonly lines: readonly string[];
  /** Whether /sys/fs/cgroup is cgroup v2. */
  readonly unified: boolean;
}

/** Something that turns swap on at boot. */
export interface SwapSource {
  readonly kind: 'fstab' | 'unit' | 'zram-generator' | 'partition-table' | 'service';
  readonly file: string;
  /** From 1; absent: the file as a whole. */
  readonly line?: number;
  /** What stands there, or what the file is. */
  readonly text: string;
  /** The unit to mask: `swapfile.swap`, `zramswap.service`. */
  readonly unit: string;
}

/** What turns swap on at boot, as far as it was told. */
export interface SwapSourceList {
  readonly sources: readonly SwapSource[];
  /** Files that could not be read, with why. */
  readonly unread: readonly string[];
}

export type SwapAtBootFacts = SwapSourceList;
