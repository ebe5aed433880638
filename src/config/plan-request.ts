import type { ClusterSeen } from './cluster-seen.ts';
import type { ConfigError } from './config-error.ts';
import type { Action, Phase, Plan } from './plan.ts';

/** Values as given on the command line; a missing one was not given. */
export interface PlanFlags {
  readonly proxyMode?: string;
  readonly kubernetesVersion?: string;
  readonly skipPhases?: readonly string[];
  readonly ignorePreflightErrors?: readonly string[];
  readonly nodeName?: string;
  readonly criSocket?: string;
  readonly apiserverAdvertiseAddress?: string;
  readonly apiserverBindPort?: string;
  readonly serviceCidr?: string;
  readonly podNetworkCidr?: string;
  readonly serviceDnsDomain?: string;
  /** `--cni`, names of `catalog/cnis.ts`. */
  readonly cni?: readonly string[];
  /** The operand of `join`: `host:port`. */
  readonly apiServerEndpoint?: string;
  readonly dryRun?: boolean;
}

/** How join and upgrade may ask the cluster. */
export interface ClusterFlags {
  /** `--kubeconfig` */
  readonly kubeconfig?: string;
  readonly discoveryFile?: string;
  readonly discoveryToken?: string;
  readonly tlsBootstrapToken?: string;
  readonly caCertHashes?: readonly string[];
  readonly unsafeSkipCAVerification: boolean;
  /** The kubeconfig of a member of the cluster, tried when nothing else is named. */
  readonly memberFiles: readonly string[];
  readonly apiTimeoutMs?: number;
  /** Programs that a kubeconfig names for credentials may be run. */
  readonly allowExec: boolean;
}

/** Files of this program's own; each a list as `--config` has it. */
export interface OwnFiles {
  /** `--waivers` */
  readonly waivers?: readonly string[];
  /** `--requirements` */
  readonly requirements?: readonly string[];
}

export interface PlanRequest {
  readonly action: Action;
  /** Absent: that of the action; for an upgrade, `upgrade apply`. */
  readonly phase?: Phase;
  /** `join --control-plane`. */
  readonly controlPlane?: boolean;
  /** `-` is standard input; a directory stands for its *.yaml, *.yml and *.json, sorted. None: kubeadm's defaults. */
  readonly files: readonly string[];
  readonly flags: PlanFlags;
  /** Absent: none. */
  readonly ownFiles?: OwnFiles;
  /** Absent: the cluster is not asked. */
  readonly cluster?: ClusterFlags;
  /** What kubeadm only warns of is an error. */
  readonly strict: boolean;
  readonly host: {
    readonly hostName: string;
    /** Addresses that are not loopback. */
    readonly addresses?: readonly string[];
    /** The address of the default route. */
    readonly defaultAddress?: string;
  };
}

export type PlanResult =
  | { readonly ok: true; readonly plan: Plan; readonly cluster?: ClusterSeen }
  | { readonly ok: false; readonly errors: readonly ConfigError[] };
