export type OptionValues = Readonly<Record<string, string>>;

/** What kubeadm finds: it takes the first of its places that exists, and no other. */
export type KubeadmsConfig =
  /** The very file that the facts were read from. */
  | { readonly state: 'same' }
  /** Another: it may be of another kernel than the running one. */
  | { readonly state: 'other'; readonly source: string; readonly options: OptionValues }
  /** It exists, and cannot be read or unpacked. */
  | { readonly state: 'refused'; readonly source: string; readonly code: string }
  /** None exists: kubeadm then tries to load the module `configs`. */
  | { readonly state: 'absent'; readonly configsModule: boolean };

/** The configuration that the running kernel was built with, as far as anybody here asks for it. */
export interface KernelConfigFacts {
  /** The file it was read from; '' when none could be. */
  readonly source: string;
  /** `CONFIG_X` → `y` or `m`, or `n` where it says so; what is not there is not set. */
  readonly options: OptionValues;
  readonly kubeadms: KubeadmsConfig;
  /** Files that were there and did not count, each with why. */
  readonly passedOver: readonly string[];
}
