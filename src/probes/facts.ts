import type { CgroupFacts } from './cgroups/facts.ts';
import type { CertificatesFacts } from './certificates/facts.ts';
import type { CniFacts } from './cni/facts.ts';
import type { CniModulesFacts } from './cni-modules/facts.ts';
import type { ClusterFacts } from './cluster.ts';
import type { CpuFacts } from './cpus.ts';
import type { CriFacts, ImagesFacts } from './cri/facts.ts';
import type { CustomFacts } from './custom/facts.ts';
import type { EtcdFacts } from './etcd/facts.ts';
import type { ConntrackDrops } from './conntrack-drops.ts';
import type { Fact } from './fact.ts';
import type { SecurityModuleFacts } from './security-module/facts.ts';
import type { WiperFacts } from './wipers/facts.ts';
import type { MemoryFacts } from './memory.ts';
import type { SwapAtBootFacts, SwapFacts } from './swap/facts.ts';
import type { SysctlFilesFacts } from './sysctl-files/facts.ts';
import type { SysctlFacts } from './sysctls/facts.ts';
import type { KernelConfigFacts } from './kernel-config/facts.ts';
import type { NamesFacts } from './names/facts.ts';
import type { NetworkFacts } from './network/facts.ts';
import type { NetfilterFacts } from './netfilter/facts.ts';
import type { PathsFacts } from './paths/facts.ts';
import type { PortsFacts } from './ports/facts.ts';
import type { ProxiesFacts } from './proxies/facts.ts';
import type { ResolverFacts } from './resolver/facts.ts';
import type { RulesFacts } from './rules/facts.ts';
import type { ToolFacts } from './tools/facts.ts';
import type { ServicesFacts } from './services/facts.ts';
import type { FirewallFacts } from './firewall/facts.ts';
import type { KubeletFacts } from './kubelet.ts';
import type { TimeSyncFacts } from './time-sync.ts';
import type { OsFacts } from './os.ts';
import type { KernelFacts } from './kernel.ts';
import type { PrivilegeFacts } from './privilege.ts';

/** What each probe measures. A new probe adds a line here and a line in `registry.ts`. */
export interface FactMap {
  readonly privilege: PrivilegeFacts;
  readonly os: OsFacts;
  readonly kernel: KernelFacts;
  readonly kernelConfig: KernelConfigFacts;
  readonly cgroups: CgroupFacts;
  readonly cluster: ClusterFacts;
  readonly cpus: CpuFacts;
  readonly memory: MemoryFacts;
  readonly swap: SwapFacts;
  readonly swapAtBoot: SwapAtBootFacts;
  readonly sysctls: SysctlFacts;
  readonly sysctlFiles: SysctlFilesFacts;
  readonly tools: ToolFacts;
  readonly netfilter: NetfilterFacts;
  readonly rules: RulesFacts;
  readonly paths: PathsFacts;
  readonly ports: PortsFacts;
  readonly names: NamesFacts;
  readonly resolver: ResolverFacts;
  readonly proxies: ProxiesFacts;
  readonly network: NetworkFacts;
  readonly services: ServicesFacts;
  readonly kubelet: KubeletFacts;
  readonly firewall: FirewallFacts;
  readonly timeSync: TimeSyncFacts;
  readonly cri: CriFacts;
  readonly images: ImagesFacts;
  readonly wipers: WiperFacts;
  readonly securityModule: SecurityModuleFacts;
  readonly conntrackDrops: ConntrackDrops;
  readonly etcd: EtcdFacts;
  readonly custom: CustomFacts;
  readonly certificates: CertificatesFacts;
  readonly cni: CniFacts;
  readonly cniModules: CniModulesFacts;
}

export type ProbeName = keyof FactMap;

/** Facts that were not asked for are absent; facts that could not be told are `known: false`. */
export type Facts = { readonly [K in ProbeName]?: Fact<FactMap[K]> };
