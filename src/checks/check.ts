import type { Plan, Role } from '../config/plan.ts';
import type { Args, Finding, Group, Words } from '../findings/finding.ts';
import type { Facts, ProbeName } from '../probes/facts.ts';

export type Policy = 'mode-aware' | 'either' | 'documented' | 'kubeadm';

/** What the person asked for beside the plan. */
export interface Stance {
  readonly policy: Policy;
  /** `advisory`: a missing host tool warns when the kernel's ability is shown otherwise. */
  readonly hostTools: 'required' | 'advisory';
  /** Where kube-proxy runs: in its own image (kubeadm) or as a service on the host. */
  readonly kubeProxy: 'pod' | 'host';
  /** The kubeadm release that policy `kubeadm` reproduces; absent: that of the planned Kubernetes. */
  readonly kubeadmVersion?: string;
  /** Unknown configuration fields fail instead of warn. */
  readonly strict: boolean;
  /** `--read-only`: no proof by rules. */
  readonly readOnly: boolean;
  /** `--pull-images`: missing images are pulled, as kubeadm does in its preflight. */
  readonly pullImages?: true;
}

export interface CheckInput {
  readonly plan: Plan;
  readonly facts: Facts;
  readonly stance: Stance;
}

/** The table entry of one reason code. `words` turns a finding's arguments into text. */
export interface Reason {
  readonly code: string;
  /** One line for `explain` and the docs: what this reason means. */
  readonly means: string;
  words(args: Args): Words;
}

/**
 * A check is data and one pure function: no I/O, no clock, no `node:*`.
 * A new check is one file and one line in `registry.ts`.
 */
export interface Check {
  /** The family of wire names: `FileExisting` covers `FileExisting-nft`. */
  readonly name: string;
  readonly title: string;
  readonly group: Group;
  /** Why the check exists: issue, PR or KEP. */
  readonly sources: readonly string[];
  readonly reasons: readonly Reason[];
  /**
   * kubeadm has this check: under policy `kubeadm` it is run, and of its findings those count whose names
   * stand in `catalog/kubeadm-checks.ts` for the release and phase. Absent: that policy leaves it out.
   */
  readonly kubeadms?: true;
  /** Roles it applies to; absent: all. */
  readonly roles?: readonly Role[];
  /** The probes it wants for this plan; the engine runs just those. */
  needs(plan: Plan, stance: Stance): readonly ProbeName[];
  /**
   * Every wire name it can give, for did-you-mean on `--ignore-preflight-errors`.
   * @param plan with it, the names that only this plan gives (`Custom-…`), too
   */
  names(plan?: Plan): readonly string[];
  judge(input: CheckInput): readonly Finding[];
}
