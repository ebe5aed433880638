import type { Family, ProxyMode } from '../../config/plan.ts';
import type { Fact, Unknown } from '../fact.ts';

/** The outcome of one feature of a mode in one family, as the kernel (or static evidence) answered. */
export interface FeatureFact {
  /** Stable id from the catalogue: `nft.fib-daddr-local`, `xt.statistic`, `ipset.hash-ip-port`. */
  readonly feature: string;
  readonly state: 'works' | 'missing' | 'unknown';
  /** The tool's own last words, when it failed. */
  readonly detail?: string;
  /** What was run for it alone, when it failed. */
  readonly command?: string;
}

/** Why a missing feature is missing, from what lies on disk and in /proc. */
export interface ModuleFact {
  readonly module: string;
  readonly state: 'loaded' | 'built-in' | 'on-disk' | 'blacklisted' | 'absent' | 'no-module-tree' | 'unknown';
  /** y, m, n (not set), or '' when no kernel configuration could be read. */
  readonly config?: string;
  readonly source?: string;
  /** The option that was looked up: `CONFIG_NFT_FIB_IPV6`. */
  readonly option?: string;
  /** On disk, and yet the kernel would not load it by itself: why. */
  readonly blockedBy?: string;
}

/** How the proof of one mode in one family went. */
export interface ProofFact {
  readonly mode: ProxyMode;
  readonly family: Family;
  /** iptables only. */
  readonly variant?: 'legacy' | 'nft';
  /** `rules`: loaded for real in a scratch namespace; `static`: read from disk and /proc only. */
  readonly by: 'rules' | 'static';
  /** Why nothing was loaded: the tool is absent or faulty, no namespace could be made, a read-only run. */
  readonly whyStatic?: Unknown;
  readonly proof: Fact<{
    readonly features: readonly FeatureFact[];
    readonly modules: readonly ModuleFact[];
    /** Commands that were run, as evidence. */
    readonly commands: readonly string[];
  }>;
}

export interface ConntrackFact {
  readonly sysctlDirectory: boolean;
  /** Where nf_conntrack stands, when the directory is not there. */
  readonly module?: ModuleFact;
  readonly max?: number;
  readonly hashsize?: number;
  /** undefined: it could not be told. Nothing is written to find out. */
  readonly maxWritable?: boolean;
  /** Why not: `read-only file system`, `not the first network namespace`, … */
  readonly maxBarrier?: string;
  readonly hashsizeWritable?: boolean;
  /** /sys is mounted read-only: kube-proxy then leaves the hash size alone. */
  readonly sysReadOnly?: boolean;
  readonly count?: number;
}

/** /lib/modules has nothing for the running kernel, which could load modules. */
export interface MissingTree {
  readonly path: string;
  /** Trees of other kernels beside it. */
  readonly others: readonly string[];
}

export interface NetfilterFacts {
  readonly proofs: readonly ProofFact[];
  readonly conntrack: Fact<ConntrackFact>;
  /** Modules that the proof made the kernel load (declared exception to "no trace"). */
  readonly loadedByProof: readonly string[];
  /** Absent: the modules of the running kernel are there, or it has none. */
  readonly missingTree?: MissingTree;
}
