/** What a log line about the proxy's tools says is wrong. */
export const logKinds = [
  'absent',
  'faulty',
  'kernel-lacks',
  'no-privilege',
  'contention',
  'incompatible-rules',
  'version-skew',
  'hidden',
  'deprecated',
  'harmless',
  'unclassified',
] as const;

/**
 * `hidden`: the line keeps its cause to itself; the facts of the host may tell it.
 * `unclassified`: about these tools, and not known to this program.
 */
export type LogKind = (typeof logKinds)[number];

export type Component = 'kubelet' | 'kube-proxy' | 'kubeadm' | 'cni' | 'tool';

/** Which facts of this host can tell the cause of a line. */
export type Subject = 'iptables' | 'ip6tables' | 'nft' | 'ipset' | 'ipvs' | 'conntrack';

/** One kind of line, recognised by fragments of its message. */
export interface LogKey {
  /** Dotted and stable: `kubelet.no-iptables-support`. */
  readonly id: string;
  readonly kind: LogKind;
  /** Who writes it: the program whose log it stands in, or `tool` for the words of the tool itself. */
  readonly by: Component;
  /** Every one of these stands in the line; case does not count. */
  readonly has: readonly string[];
  /** One of these stands in it besides. */
  readonly any?: readonly string[];
  /** None of these does. */
  readonly not?: readonly string[];
  /** First and last minor release that write it: `1.33`. Absent: all. */
  readonly from?: string;
  readonly until?: string;
  readonly subject?: Subject;
  /** What it means, in one plain sentence. */
  readonly means: string;
  /** What to do; empty: nothing needs doing. */
  readonly todo: readonly string[];
  /** Issue, pull request, KEP or recording. */
  readonly source: string;
}

/** Kinds that leave something to mend. */
export function leavesWork({ kind, todo }: Pick<LogKey, 'kind' | 'todo'>): boolean {
  return kind !== 'harmless' && kind !== 'deprecated' && kind !== 'unclassified' && todo.length > 0;
}
