/** What a node needs, as a document: what `kube-preflight requirements -o json` prints. */

/** One requirement, told to somebody who may not know Kubernetes. */
export interface RequirementLine {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** How it must be: `>= 1.0.1`, `= 1`; '' = there. */
  readonly need: string;
  readonly component: string;
  readonly neededBy: readonly string[];
  readonly purpose: string;
  readonly without: string;
  readonly severity: 'required' | 'recommended' | 'optional';
  /** Releases: the first with it and the first without it; '' = open. */
  readonly from: string;
  readonly until: string;
  /** Where it holds: modes, `pod`, `control-plane`, `init`, `IPv6`; [] = everywhere. */
  readonly where: readonly string[];
  /** Kernel modules that bring it. */
  readonly modules: readonly string[];
  readonly source: string;
  /** The check that judges it; '' if none does. */
  readonly check: string;
}

export interface InstallLine {
  readonly system: string;
  /** To run as root; '' where nothing is to be installed, or nothing can be. */
  readonly command: string;
  /** The package with rarer kernel modules, for where one is missing; '' if there is none. */
  readonly modules: string;
  readonly notes: readonly string[];
}

export interface ListNote {
  readonly says: string;
  readonly source: string;
}

/** What was asked about. */
export interface RequirementSubject {
  readonly kubernetes: string;
  readonly mode: string;
  readonly kubeProxy: string;
  readonly families: readonly string[];
  readonly cnis: readonly string[];
  /** [] = all. */
  readonly components: readonly string[];
  /** '' = all that are known. */
  readonly system: string;
  /** '' = both. */
  readonly role: string;
}

export interface RequirementList {
  readonly schema: 'kube-preflight/requirements/v1';
  readonly subject: RequirementSubject;
  readonly requirements: readonly RequirementLine[];
  readonly install: readonly InstallLine[];
  readonly notes: readonly ListNote[];
}

export interface ChangedRequirement {
  readonly name: string;
  readonly component: string;
  readonly before: RequirementLine;
  readonly after: RequirementLine;
  /** `need: >= 3.5.11 -> >= 3.5.24`. */
  readonly changes: readonly string[];
}

/** What changes for a node between two releases, modes, or places of kube-proxy. */
export interface RequirementDiff {
  readonly schema: 'kube-preflight/requirements-diff/v1';
  readonly before: RequirementSubject;
  readonly after: RequirementSubject;
  readonly added: readonly RequirementLine[];
  readonly removed: readonly RequirementLine[];
  readonly changed: readonly ChangedRequirement[];
  /** What changes beside the requirements. */
  readonly notes: readonly ListNote[];
}
