import type { Action } from '../../src/config/plan.ts';
import type { PlanFlags } from '../../src/config/load-plan.ts';
import type { Stance } from '../../src/checks/check.ts';
import type { ProbeName } from '../../src/probes/facts.ts';
import type { ConntrackFact, MissingTree } from '../../src/probes/netfilter/facts.ts';
import type { FactsOverrides } from '../builders/facts.ts';
import type { ProofOverrides } from '../builders/proofs.ts';
import type { FakeHostOptions } from '../fakes/fake-host.ts';

/** What a good preflight would say of the node of the report. */
export type Ideal = 'error' | 'warning' | 'info' | 'ok';

/** What is planned; the release is v1.36.2 and the mode unset unless a field says otherwise. */
export interface PlanSpec {
  /** Written into a KubeProxyConfiguration. */
  readonly mode?: 'iptables' | 'nftables' | 'ipvs';
  /** More lines of that KubeProxyConfiguration. */
  readonly proxy?: string;
  /** Whole documents, in place of the KubeProxyConfiguration or after it. */
  readonly documents?: readonly string[];
  /** Of the network plugin, in a file of its own. */
  readonly manifest?: string;
  /** Only where the report hangs on it. */
  readonly version?: string;
  readonly action?: Action;
  readonly flags?: PlanFlags;
  readonly hostName?: string;
}

/** How the node differs from one that lacks nothing. */
export interface NodeSpec extends FactsOverrides {
  /** `uname -r`. */
  readonly release?: string;
  /** The proof of the planned mode: what the kernel refused. */
  readonly proof?: ProofOverrides & { readonly variant?: 'legacy' | 'nft' };
  /** The same for the other family, where the two differ. */
  readonly proofOfIpv6?: ProofOverrides & { readonly variant?: 'legacy' | 'nft' };
  readonly conntrack?: ConntrackFact;
  /** Modules that were not loaded until the proof wanted them. */
  readonly loadedByProof?: readonly string[];
  readonly missingTree?: MissingTree;
}

/** Files and programs of the node that the real probes look at. */
export interface HostSpec extends FakeHostOptions {
  readonly probes: readonly ProbeName[];
}

/** One report from the field. The state comes from what could be observed there, not from the ideal. */
export interface FieldCase {
  readonly id: string;
  /** Where it was reported. */
  readonly source: string;
  readonly title: string;
  readonly ideal: Ideal;
  readonly plan?: PlanSpec;
  readonly node?: NodeSpec;
  readonly host?: HostSpec;
  readonly stance?: Partial<Stance>;
  /** Where only a log shows it: the lines, for `kube-preflight logs`. */
  readonly logs?: readonly string[];
  /** Why the ideal is not ours. */
  readonly disagrees?: string;
}
