import { cgroupsProbe } from './cgroups/probe.ts';
import { certificatesProbe } from './certificates/probe.ts';
import { clusterProbe } from './cluster.ts';
import { cniProbe } from './cni/probe.ts';
import { cniModulesProbe } from './cni-modules/probe.ts';
import { imagesProbe } from './cri/images-probe.ts';
import { criProbe } from './cri/probe.ts';
import { customProbe } from './custom/probe.ts';
import { etcdProbe } from './etcd/probe.ts';
import type { ProbeName } from './facts.ts';
import { kernelConfigProbe } from './kernel-config/probe.ts';
import { kernelProbe } from './kernel.ts';
import { firewallProbe } from './firewall/probe.ts';
import { kubeletProbe } from './kubelet.ts';
import { namesProbe } from './names/probe.ts';
import { netfilterProbe } from './netfilter/probe.ts';
import { networkProbe } from './network/probe.ts';
import { osProbe } from './os.ts';
import { privilegeProbe } from './privilege.ts';
import type { Probe } from './probe.ts';
import { pathsProbe } from './paths/probe.ts';
import { portsProbe } from './ports/probe.ts';
import { proxiesProbe } from './proxies/probe.ts';
import { resolverProbe } from './resolver/probe.ts';
import { rulesProbe } from './rules/probe.ts';
import { servicesProbe } from './services/probe.ts';
import { cpusProbe } from './cpus.ts';
import { memoryProbe } from './memory.ts';
import { swapAtBootProbe } from './swap/at-boot.ts';
import { securityModuleProbe } from './security-module/probe.ts';
import { swapProbe } from './swap/probe.ts';
import { sysctlFilesProbe } from './sysctl-files/probe.ts';
import { sysctlsProbe } from './sysctls/probe.ts';
import { timeSyncProbe } from './time-sync.ts';
import { toolsProbe } from './tools/probe.ts';
import { conntrackDropsProbe } from './conntrack-drops.ts';
import { wipersProbe } from './wipers/probe.ts';

/** One for each subject, so that none is forgotten. */
const byName: { readonly [K in ProbeName]: Probe<K> } = {
  privilege: privilegeProbe,
  os: osProbe,
  kernel: kernelProbe,
  kernelConfig: kernelConfigProbe,
  cgroups: cgroupsProbe,
  cluster: clusterProbe,
  cpus: cpusProbe,
  memory: memoryProbe,
  swap: swapProbe,
  swapAtBoot: swapAtBootProbe,
  sysctls: sysctlsProbe,
  sysctlFiles: sysctlFilesProbe,
  tools: toolsProbe,
  netfilter: netfilterProbe,
  rules: rulesProbe,
  paths: pathsProbe,
  ports: portsProbe,
  names: namesProbe,
  resolver: resolverProbe,
  proxies: proxiesProbe,
  network: networkProbe,
  services: servicesProbe,
  kubelet: kubeletProbe,
  firewall: firewallProbe,
  timeSync: timeSyncProbe,
  cri: criProbe,
  images: imagesProbe,
  wipers: wipersProbe,
  securityModule: securityModuleProbe,
  conntrackDrops: conntrackDropsProbe,
  etcd: etcdProbe,
  custom: customProbe,
  certificates: certificatesProbe,
  cni: cniProbe,
  cniModules: cniModulesProbe,
};

export const probes: readonly Probe[] = Object.values(byName);
