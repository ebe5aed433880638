/**
 * The Plan: what the node is meant to become, each value with its origin.
 * Types only; the readers and builders beside this file make it.
 */

import type { CniName } from '../catalog/cnis.ts';
import type { Requirement } from './own-files/requirement.ts';
import type { Waiver } from './own-files/waiver.ts';

export type Action = 'init' | 'join' | 'upgrade' | 'reset';
/** The kubeadm command whose preflight this is; `upgrade apply` and `upgrade node` ask for different things. */
export type Phase = 'init' | 'join' | 'upgrade apply' | 'upgrade node' | 'reset';
export type Role = 'control-plane' | 'worker';
export type Family = 'ipv4' | 'ipv6';
/** In the order in which reports compare them. */
export const proxyModes = ['nftables', 'iptables', 'ipvs'] as const;
export type ProxyMode = (typeof proxyModes)[number];

/** Where a planned value was read. Lines and columns count from 1. */
export type Origin =
  | { readonly kind: 'flag'; readonly flag: string }
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly field: string;
    }
  | { readonly kind: 'cluster'; readonly object: string }
  | { readonly kind: 'host'; readonly what: string }
  | { readonly kind: 'default'; readonly release: string; readonly planned?: boolean };

export interface Planned<T> {
  readonly value: T;
  readonly origin: Origin;
}

/** What of the KubeProxyConfiguration decides which rules kube-proxy writes. */
export interface KubeProxyPlan {
  /** false: the mode was left empty, so that the default of the release rules. */
  readonly modeSet: boolean;
  /** join, upgrade: the cluster was asked, and its kube-proxy leaves the mode unset. */
  readonly askedCluster?: true;
  /** [] = unset; may hold CIDRs, or `primary` (>= 1.31), or `localhost` and `all` (>= 1.37). */
  readonly nodePortAddresses: Planned<readonly string[]>;
  readonly masqueradeBit: Planned<number>;
  readonly masqueradeAll: Planned<boolean>;
  readonly localhostNodePorts: Planned<boolean>;
  readonly ipvsScheduler: Planned<string>;
  readonly ipvsStrictArp: Planned<boolean>;
  readonly clusterCidr: Planned<readonly string[]>;
  readonly detectLocalMode: Planned<string>;
  readonly detectLocalBridge: Planned<string>;
  readonly detectLocalPrefix: Planned<string>;
  readonly conntrackMaxPerCore: Planned<number>;
  readonly conntrackMin: Planned<number>;
  readonly conntrackTcpBeLiberal: Planned<boolean>;
  readonly featureGates: Planned<Readonly<Record<string, boolean>>>;
}

/** What of the KubeletConfiguration bears on this program. */
export interface KubeletPlan {
  readonly makeIPTablesUtilChains: Planned<boolean>;
  readonly failSwapOn: Planned<boolean>;
  readonly failCgroupV1: Planned<boolean>;
  readonly cgroupDriver: Planned<string>;
  readonly containerRuntimeEndpoint: Planned<string>;
  readonly port: Planned<number>;
  readonly healthzPort: Planned<number>;
  readonly resolvConf: Planned<string>;
  /** true: the kubelet ends where a sysctl is not as it wants it, instead of setting it. */
  readonly protectKernelDefaults: Planned<boolean>;
  /** memorySwap.swapBehavior; '' is unset, which means NoSwap. */
  readonly swapBehavior: Planned<string>;
}

export interface EtcdPlan {
  readonly external: boolean;
  readonly dataDir: Planned<string>;
  readonly endpoints: Planned<readonly string[]>;
  /** Where /version is asked for from 1.35 on; [] = at the endpoints. */
  readonly httpEndpoints: Planned<readonly string[]>;
  readonly caFile: Planned<string>;
  readonly certFile: Planned<string>;
  readonly keyFile: Planned<string>;
}

/** Where the images of the control plane come from. Empty: as the release has it. */
export interface ImagesPlan {
  readonly repository: Planned<string>;
  readonly coreDnsRepository: Planned<string>;
  readonly coreDnsTag: Planned<string>;
  readonly etcdRepository: Planned<string>;
  readonly etcdTag: Planned<string>;
}

/** What a network plugin writes its rules with; `auto`: as kube-proxy does. */
export type CniDataPlane = 'iptables' | 'nftables' | 'ebpf' | 'auto';

/** The network plugin, as far as flags, documents and the cluster tell; what is absent nobody said. */
export interface CniPlan {
  /** [] = nobody said. */
  readonly plugins: Planned<readonly CniName[]>;
  /** It serves the Services itself, in place of kube-proxy. */
  readonly servesServices?: Planned<boolean>;
  readonly dataPlane?: Planned<CniDataPlane>;
  /** It takes kube-proxy off the nodes by itself where it serves the Services. */
  readonly removesKubeProxy?: Planned<boolean>;
}

/**
 * Something the configuration says that is not wrong enough to stop reading it.
 * Data; the check `Configuration` or `ProxyMode` makes findings of it.
 */
export interface Notice {
  /** Dotted and stable: `config.unknown-field`, `config.mode-without-effect`, `config.deprecated-version`, … */
  readonly code: string;
  readonly origin: Origin;
  readonly args: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** The source line and a caret line below it, where the notice comes from a file. */
  readonly excerpt?: string;
}

/** Beside what kubeadm writes by itself: `apiServer.certSANs`, and those of a local etcd. */
export interface CertSansPlan {
  readonly apiServer: Planned<readonly string[]>;
  readonly etcdServer: Planned<readonly string[]>;
  readonly etcdPeer: Planned<readonly string[]>;
}

export interface Plan {
  readonly schema: 'kube-preflight/plan/v1';
  readonly action: Action;
  readonly phase: Phase;
  readonly role: Planned<Role>;
  /** With leading v: `v1.36.2`. */
  readonly kubernetesVersion: Planned<string>;
  readonly proxyMode: Planned<ProxyMode | 'none'>;
  readonly families: Planned<readonly Family[]>;
  readonly kubeProxy: KubeProxyPlan;
  readonly kubelet: KubeletPlan;
  readonly cni: CniPlan;
  readonly nodeName: Planned<string>;
  readonly criSocket: Planned<string>;
  readonly advertiseAddress: Planned<string>;
  readonly bindPort: Planned<number>;
  /** `--bind-address` of the parts of the control plane; '' = all addresses. */
  readonly bind: {
    readonly apiServer: Planned<string>;
    readonly controllerManager: Planned<string>;
    readonly scheduler: Planned<string>;
  };
  readonly serviceSubnets: Planned<readonly string[]>;
  readonly podSubnets: Planned<readonly string[]>;
  readonly dnsDomain: Planned<string>;
  readonly etcd: EtcdPlan;
  readonly images: ImagesPlan;
  readonly skipPhases: Planned<readonly string[]>;
  readonly imagePullPolicy: Planned<string>;
  /** join: `host:port` of the API endpoint, empty if discovery is by file or unset. */
  readonly apiServerEndpoint: Planned<string>;
  /** Where the nodes reach the control plane, `host:port`; empty if unset. */
  readonly controlPlaneEndpoint: Planned<string>;
  readonly discovery: Planned<'token' | 'file' | 'none'>;
  readonly caCertPath: Planned<string>;
  /** Where kubeadm keeps the certificates of the control plane. */
  readonly certificatesDir: Planned<string>;
  /** Names and addresses that certificates of this node get beside its own. */
  readonly certSans: CertSansPlan;
  readonly dryRun: Planned<boolean>;
  /** Names as written; united from flag and files. */
  readonly ignorePreflightErrors: readonly Planned<string>[];
  /** From `--waivers`, in the order of the files. */
  readonly waivers: readonly Waiver[];
  /** From `--requirements`: the organisation's own. */
  readonly requirements: readonly Requirement[];
  readonly notices: readonly Notice[];
}
