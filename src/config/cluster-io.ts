/** The cluster reader that is handed in: `config` itself opens no connection. */

/** How the cluster may be reached. It holds secrets and goes into no plan, fact or report. */
export type ClusterAccess =
  | {
      readonly kind: 'kubeconfig';
      readonly file: string;
      /** true: nobody named it; where it is missing, the cluster is not asked. */
      readonly isDefault: boolean;
    }
  | { readonly kind: 'discovery-file'; readonly file: string; readonly tlsBootstrapToken?: string }
  | {
      readonly kind: 'token';
      /** `host:port` */
      readonly endpoint: string;
      readonly token: string;
      readonly tlsBootstrapToken: string;
      /** `sha256:…` of the public keys that the CA may have. */
      readonly caCertHashes: readonly string[];
      readonly unsafeSkipCAVerification: boolean;
    };

export interface ClusterRequest {
  readonly access: ClusterAccess;
  /** Milliseconds for everything together, for finding the cluster by a token, and for one request. */
  readonly totalMs: number;
  readonly discoveryMs: number;
  readonly callMs: number;
  /** The user allowed the programs that a kubeconfig names for credentials. */
  readonly allowExec: boolean;
  /** Also what `kubeadm upgrade apply` looks at. */
  readonly forUpgrade: boolean;
  /** Also objects of network plugins; absent: these credentials cannot read them anyway. */
  readonly alsoPlugin?: true;
}

export type ClusterFaultCode =
  | 'no-kubeconfig'
  | 'bad-kubeconfig'
  | 'unsupported'
  | 'exec-refused'
  | 'exec-failed'
  | 'unreachable'
  | 'timed-out'
  | 'untrusted'
  | 'unauthorized'
  | 'busy'
  | 'bad-answer'
  | 'no-cluster-info'
  | 'no-pin'
  | 'pin-mismatch'
  | 'bad-signature'
  | 'stopped';

/** Why the cluster could not be asked. */
export interface ClusterFault {
  readonly code: ClusterFaultCode;
  /** One line for people, without secrets. */
  readonly detail: string;
}

/** One object of the cluster. `forbidden` and `not-found` are answers; `unknown` is none. */
export type ObjectRead<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'not-found' | 'forbidden' | 'unknown'; readonly detail: string };

/** What the kube-proxy container of the DaemonSet is started with. */
export interface ProxyWorkload {
  /** The container's name. */
  readonly container: string;
  readonly image: string;
  /** command and args, one after the other. */
  readonly words: readonly string[];
  /** Folders that come from ConfigMaps: mount path → name of the ConfigMap. */
  readonly configMaps: Readonly<Record<string, string>>;
}

export interface NodeReadiness {
  readonly name: string;
  readonly ready: boolean;
}

export interface UpgradeObjects {
  readonly controlPlanes: ObjectRead<readonly NodeReadiness[]>;
  /** Whether a node takes new pods. */
  readonly schedulable: ObjectRead<boolean>;
  readonly corefile: ObjectRead<string>;
  /** Tag of the image of the Deployment kube-system/coredns: `v1.12.1`. */
  readonly corednsVersion: ObjectRead<string>;
}

/** An object of a network plugin, as far as it bears on kube-proxy. */
export interface CniObject {
  /** `ConfigMap kube-system/cilium-config`. */
  readonly name: string;
  /** JSON. */
  readonly text: string;
}

export interface ClusterObjects {
  /** The texts of the three documents that kubeadm keeps in kube-system. */
  readonly kubeadmConfig: ObjectRead<string>;
  readonly proxyConfig: ObjectRead<string>;
  readonly kubeletConfig: ObjectRead<string>;
  readonly proxyDaemonSet: ObjectRead<ProxyWorkload>;
  readonly upgrade?: UpgradeObjects;
  /** Those that are there and could be read. */
  readonly cni?: readonly CniObject[];
}

interface Asked {
  /** What opened the door, without secrets: `/etc/kubernetes/admin.conf`, `bootstrap token abcdef`. */
  readonly via: string;
  /** `https://10.0.0.1:6443`; '' when it did not come so far. */
  readonly server: string;
}

export type ClusterRead =
  | (Asked & { readonly reached: true; readonly objects: ClusterObjects })
  | (Asked & { readonly reached: false; readonly fault: ClusterFault });

export interface ClusterIo {
  /** Never throws for what a cluster or a network can do, and ends by `totalMs`. */
  read(request: ClusterRequest): Promise<ClusterRead>;
}
