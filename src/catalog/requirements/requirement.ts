import type { Family, ProxyMode, Role } from '../../config/plan.ts';
import { type Cni, cnis } from '../cnis.ts';
import type { ToolNeed, ProxyPlace } from '../tools.ts';

export const requirementKinds = [
  'tool',
  'version',
  'kernel-feature',
  'module',
  'sysctl',
  'port',
  'file',
  'resource',
] as const;
export type RequirementKind = (typeof requirementKinds)[number];

export const components = ['kubelet', 'kubeadm', 'kube-proxy', ...cnis] as const;
export type Component = (typeof components)[number];

/** required: without it something of Kubernetes does not start or work; recommended: something usual does not. */
export type Severity = 'required' | 'recommended' | 'optional';

/** One thing that a component asks of a node. Data: a new one is one entry in one file of this folder. */
export interface NodeRequirement {
  /** Stable, and of no other entry: `kubelet.losetup`. */
  readonly id: string;
  readonly kind: RequirementKind;
  /** `nft`, `net/ipv4/ip_forward`, `10250/tcp`. */
  readonly name: string;
  /** How it must be: `>= 1.0.1`, `= 1`, `free`; '' = there. */
  readonly need: string;
  readonly component: Component;
  /** Only with these modes of kube-proxy; absent: whatever the mode. */
  readonly modes?: readonly (ProxyMode | 'none')[];
  /** Only where kube-proxy runs so: from its image, or as a service of the host. */
  readonly place?: ProxyPlace;
  /** Only where one of these is in use; absent: either. */
  readonly families?: readonly Family[];
  readonly role?: Role;
  /** kubeadm: only these phases; absent: all. */
  readonly phases?: readonly string[];
  /** The first release with it; absent: before 1.28. */
  readonly from?: string;
  /** The first release without it; absent: none yet. */
  readonly until?: string;
  /** Who runs, reads or sets it. */
  readonly neededBy: readonly string[];
  /** What it is for. */
  readonly purpose: string;
  /** What happens where it is missing. */
  readonly without: string;
  readonly severity: Severity;
  /** Issue, pull request, KEP or source file. */
  readonly source: string;
  /** The wire name of the check that judges it; absent: nothing here looks for it (CNI plugins bring their own checks). */
  readonly check?: string;
  /** Kernel modules, one of which brings it, with the options they are built by. */
  readonly modules?: readonly { readonly module: string; readonly option: string }[];
  /** Tools: how they are judged. */
  readonly tool?: ToolNeed;
  /** kubeadm looks for it, and nothing runs it: only policy `kubeadm` demands it. */
  readonly demandedBy?: 'kubeadm';
}

/** What a node is to become, as far as it decides on what is required. */
export interface Situation {
  readonly mode: ProxyMode | 'none';
  readonly place: ProxyPlace;
  /** With or without `v`. */
  readonly release: string;
  readonly families: readonly Family[];
  readonly cnis: readonly Cni[];
  /** Absent: both. */
  readonly role?: Role;
}
