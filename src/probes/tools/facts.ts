/** What is known of one program on the host. */

export type ToolFault =
  | 'not-executable'
  | 'wrong-architecture'
  | 'missing-library'
  | 'dangling-link'
  | 'link-loop'
  | 'bad-interpreter'
  | 'directory'
  | 'not-a-program'
  | 'crashed'
  | 'timed-out'
  | 'no-privilege'
  | 'version-unreadable'
  | 'unsafe-path'
  | 'failed';

export type ToolVariant = 'legacy' | 'nf_tables' | 'unknown';

/** What running the tool (with `--version` or the like) gave. */
export interface ToolRun {
  readonly argv: readonly string[];
  readonly exitCode?: number;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** A file of the tool's name that a search for programs skips. */
export interface PassedOver {
  readonly path: string;
  readonly fault: ToolFault;
  readonly detail: string;
}

export interface ToolFact {
  readonly name: string;
  /** `unknown`: there, but this user may not look or run (the cause is in `detail`). */
  readonly state: 'absent' | 'faulty' | 'sound' | 'unknown';
  readonly fault?: ToolFault;
  /** One line: the loader's message, the link's missing end, the signal. */
  readonly detail?: string;
  /** Where it was found first; absent tools have none. */
  readonly path?: string;
  /** false: not in the user's PATH, only in a system directory beyond it. */
  readonly inUserPath?: boolean;
  /** From `path` to the file that is executed, each symbolic link on the way. */
  readonly links: readonly string[];
  /** `1.8.9`; unset when not asked or unreadable. */
  readonly version?: string;
  /** For the iptables family only. */
  readonly variant?: ToolVariant;
  /** nft only: features after the version, e.g. `json`, when the tool tells. */
  readonly features?: readonly string[];
  readonly run?: ToolRun;
  /** It ran, and gave up before it told its version because the kernel did not answer it: no fault of the tool. */
  readonly kernelSilent?: true;
  /** Earlier in the search order than `path`, but not what would be run: dangling, not executable, unsafe. */
  readonly passedOver?: readonly PassedOver[];
}

export interface ToolFacts {
  /** Directories that were searched, in order: the user's PATH first, then the system ones. */
  readonly searched: readonly string[];
  readonly byName: Readonly<Record<string, ToolFact>>;
  /**
   * Kernel modules that asking for versions made the kernel load: `nft` and `iptables` open a
   * netfilter socket before they read their arguments, and that loads `nfnetlink`.
   */
  readonly modulesLoaded: readonly string[];
}
