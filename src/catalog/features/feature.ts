import type { Family, Plan } from '../../config/plan.ts';

/** A kernel module that brings a feature, and the option it is built by. */
export interface ModuleNeed {
  readonly module: string;
  readonly option: string;
  /** iptables: only this variant of the tool needs it. */
  readonly variant?: 'legacy' | 'nft';
}

/**
 * Whether this plan's rules use a feature: `yes`; `no`; `some-services` when only Services of a
 * certain kind do, which no configuration file tells of; `optional` when kube-proxy does without.
 */
export type Use = 'yes' | 'no' | 'some-services' | 'optional';

export type PerFamily<T> = Readonly<Record<Family, T>>;

/** One thing that a mode's rules ask of the kernel. */
export interface Feature {
  /** Stable: `nft.fib-daddr-local`. */
  readonly id: string;
  /**
   * The very words of the rule that name it, and the fragment a refusal is told by. They stand in no
   * other feature's lines, but in those that name this one in `needs`.
   */
  readonly token: PerFamily<string>;
  /** What kube-proxy does with it. */
  readonly purpose: string;
  /** Lines of its own, as kube-proxy writes them; what they build on comes from `needs`. */
  readonly lines: PerFamily<readonly string[]>;
  /** Features that must work before this one can be told. */
  readonly needs: readonly string[];
  readonly modules: PerFamily<readonly ModuleNeed[]>;
  /** Without a family: of whichever family asks the most. */
  readonly use: (plan: Plan, family?: Family) => Use;
  /** Where kube-proxy writes it, or another source. */
  readonly source: string;
}

/** The feature and everything it builds on, each once, in the order they must be loaded. */
export function withNeeds(features: readonly Feature[], feature: Feature): readonly Feature[] {
  const before = feature.needs.flatMap((id) => {
    const needed = features.find((one) => one.id === id);
    return needed === undefined ? [] : withNeeds(features, needed);
  });
  return [...new Set([...before, feature])];
}
