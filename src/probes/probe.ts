import type { ClusterSeen } from '../config/cluster-seen.ts';
import type { CniName } from '../catalog/cnis.ts';
import type { Demand } from '../config/own-files/requirement.ts';
import type { Family, ProxyMode } from '../config/plan.ts';
import type { Host } from '../host/host.ts';
import type { CriSurvey } from './cri/survey.ts';
import type { EtcdSurvey } from './etcd/survey.ts';
import type { Fact } from './fact.ts';
import type { PortQuestion } from './ports/facts.ts';
import type { FactMap } from './facts.ts';

export type Variant = 'legacy' | 'nft';

/** What a collection is asked for. Made from the Plan and flags by the engine; probes read nothing else. */
export interface Survey {
  /** Modes whose kernel support is to be proven. */
  readonly modes: readonly ProxyMode[];
  readonly families: readonly Family[];
  /** iptables: prove the variant in force only, or name others (asking may load modules). */
  readonly variant: 'in-force' | Variant | 'both';
  /** true: nothing may be run that makes the kernel load modules. */
  readonly readOnly: boolean;
  /** true: judged is what kubeadm itself looks at, and nothing beside it need be looked at. */
  readonly onlyKubeadms?: true;
  /** true: count the rules of iptables-nft also where only nftables mode is planned. */
  readonly countRules?: true;
  /** Files and directories whose being there is asked. */
  readonly paths: readonly string[];
  /** Ports that the node will listen on. */
  readonly ports: readonly PortQuestion[];
  readonly ipvsScheduler: string;
  readonly masqueradeBit: number;
  /** What the cluster answered while the plan was made; absent: it was not asked. */
  readonly cluster?: ClusterSeen;
  /** Wire names of tools beyond the proxy's own (`losetup`, `mount`, `ip`, …) to look for. */
  readonly tools: readonly string[];
  /** The name that is to be looked up. */
  readonly nodeName: string;
  /** The kubelet's resolvConf, and whether somebody wrote it down; '' switches DNS of the host off. */
  readonly resolvConf: { readonly path: string; readonly written: boolean };
  /** systemd units whose proxies are to be read. */
  readonly proxiedUnits: readonly string[];
  /** What is to be asked of the container runtime. */
  readonly cri: CriSurvey;
  /** What an organisation's own requirements demand. */
  readonly custom: readonly Demand[];
  /** Which external etcd is to be asked. */
  readonly etcd: EtcdSurvey;
  /** The planned network plugins. */
  readonly cni?: readonly CniName[];
  /** Where kubeadm keeps the certificates of the control plane. */
  readonly certificatesDir: string;
  /**
   * Proxy tools that are to be run for their version; absent: all that are there. Each costs a
   * process, and a tool that the plan does not use need not be run to be judged.
   */
  readonly askVersionOf?: readonly ('iptables' | 'nft' | 'ipset')[];
}

/** What another probe of the same collection finds; each looks once, however many ask. */
export type Ask = <K extends keyof FactMap>(name: K) => Promise<Fact<FactMap[K]>>;

/**
 * Looks at one subject of the host. Must not throw for anything the host can do
 * (it returns `unknown`), and must end by itself well before `deadlineMs`; the
 * engine answers `timed-out` for it when it does not.
 */
export interface Probe<K extends keyof FactMap = keyof FactMap> {
  readonly name: K;
  readonly deadlineMs: number;
  /** @param ask absent: the probe runs alone, and looks for itself. */
  run(host: Host, survey: Survey, ask?: Ask): Promise<Fact<FactMap[K]>>;
}
