/**
 * Findings: what a check has to say, as data. A check makes a Finding (code and
 * arguments); the engine adds the words from the check's own table of reasons.
 */

import type { Step } from './step.ts';

export type Verdict = 'pass' | 'info' | 'warn' | 'fail' | 'unknown';

/** The headings findings are gathered under, in the order of a report. */
export const groups = [
  'configuration',
  'proxy',
  'tools',
  'kernel',
  'state',
  'system',
  'ports',
  'files',
  'network',
  'runtime',
  'cluster',
] as const;
export type Group = (typeof groups)[number];

export type ArgValue = string | number | boolean | readonly string[];
export type Args = Readonly<Record<string, ArgValue>>;

/** Where something was read: a file, a command, a planned value. */
export interface Evidence {
  /** `/proc/sys/net/ipv4/ip_forward`, `nft --version`, `kubeadm.yaml:14:7`. */
  readonly source: string;
  /** At most a few lines of what stood there. */
  readonly excerpt?: string;
}

/**
 * What mends a finding. Commands are for a person to read and run; never run by a check. Where a machine may
 * do it unattended, steps say the same as data, for `kube-preflight fix`.
 */
export interface Remedy {
  readonly what: string;
  readonly now?: readonly string[];
  readonly persistent?: readonly string[];
  readonly verify?: readonly string[];
  readonly steps?: readonly Step[];
}

/** A reference to the finding that explains this one. */
export interface Cause {
  readonly check: string;
  readonly code: string;
}

export interface Finding {
  /** The wire name: `FileExisting-nft`, `ProxyMode`. */
  readonly check: string;
  /** Dotted and stable: `tool.absent`, `kernel.expression-missing`. */
  readonly code: string;
  readonly verdict: Verdict;
  readonly group: Group;
  /** What is judged: `nft`, `IPv6`, `Port 6443`. */
  readonly subject: string;
  /** Everything the words need, and what a machine may want to read. */
  readonly args: Args;
  readonly evidence: readonly Evidence[];
  /** Who needs it: `kube-proxy (nftables)`, `kubelet: KUBE-IPTABLES-HINT`. */
  readonly neededBy: readonly string[];
  readonly cause?: Cause;
  /** kubeadm gives this error no name, outside its list of checks: nothing can ignore it. */
  readonly unnamed?: true;
}

/** The words for one reason code, made from the finding's arguments. */
export interface Words {
  /** One short sentence: what is so. */
  readonly says: string;
  readonly need?: string;
  readonly have?: string;
  readonly remedies?: readonly Remedy[];
}

/** A finding with its words and with ignores applied: all that a report needs. */
export interface ToldFinding extends Finding, Words {
  /** Set when `--ignore-preflight-errors` or a waiver turned a failure into a warning. */
  readonly ignoredBy?: string;
}
