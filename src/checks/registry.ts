import type { Check } from './check.ts';
import { clusterApiCheck } from './cluster/cluster-api.ts';
import { controlPlaneNodesCheck } from './cluster/control-plane-nodes.ts';
import { corednsMigrationCheck, corednsPluginsCheck } from './cluster/coredns.ts';
import { createJobCheck } from './cluster/create-job.ts';
import { proxyConfigCheck } from './cluster/proxy-config.ts';
import { certificatesCheck } from './certificates/certificates.ts';
import { cniCheck } from './cni/cni.ts';
import { cniKernelCheck } from './cni-kernel/cni-kernel.ts';
import { customCheck } from './custom/custom.ts';
import { configurationCheck } from './configuration.ts';
import { clusterMemberCheck } from './files/cluster-member.ts';
import { dirAvailableCheck, fileAvailableCheck, staticPodManifestCheck } from './files/files.ts';
import { externalEtcdClientCertificatesCheck } from './etcd/external-etcd-client-certificates.ts';
import { externalEtcdVersionCheck } from './etcd/external-etcd-version.ts';
import { fileExistingCheck } from './file-existing.ts';
import { iptablesHintCheck } from './iptables-hint.ts';
import { hostnameCheck } from './names/hostname.ts';
import { kubernetesVersionCheck } from './names/kubernetes-version.ts';
import { advertiseAddressCheck } from './network/advertise-address.ts';
import { networkOverlapCheck } from './network/network-overlap.ts';
import { resolvConfCheck } from './network/resolv-conf.ts';
import { httpProxyCidrCheck } from './proxies/http-proxy-cidr.ts';
import { httpProxyCheck } from './proxies/http-proxy.ts';
import { portCheck } from './ports/port.ts';
import { privilegedUserCheck } from './privileged-user.ts';
import { conntrackLimitsCheck } from './proxy-kernel/conntrack-limits.ts';
import { proxyKernelCheck } from './proxy-kernel/proxy-kernel.ts';
import { iptablesVersionCheck, nftVersionSkewCheck } from './proxy-kernel/tool-skew.ts';
import { proxyModeCheck } from './proxy-mode.ts';
import { memCheck } from './resources/mem.ts';
import { numCpuCheck } from './resources/num-cpu.ts';
import { swapCheck } from './resources/swap.ts';
import { fileContentCheck } from './sysctls/file-content.ts';
import { kubeletSysctlsCheck } from './sysctls/kubelet-sysctls.ts';
import { systemVerificationCheck } from './system-verification/system-verification.ts';
import { firewalldCheck } from './firewall/firewalld.ts';
import { hostFirewallCheck } from './firewall/host-firewall.ts';
import { kubeletVersionCheck } from './kubelet/kubelet-version.ts';
import { serviceKubeletCheck } from './kubelet/service-kubelet.ts';
import { conntrackPressureCheck } from './state/conntrack-pressure.ts';
import { containerNodeCheck } from './state/container-node.ts';
import { forwardPolicyCheck } from './state/forward-policy.ts';
import { netfilterBackendsCheck } from './state/netfilter-backends.ts';
import { proxyLeftoversCheck } from './state/proxy-leftovers.ts';
import { ruleWiperCheck } from './state/rule-wiper.ts';
import { securityModuleCheck } from './state/security-module.ts';
import { xtablesLockCheck } from './state/xtables-lock.ts';
import { timeSyncCheck } from './time-sync.ts';
import { cgroupDriverCheck } from './runtime/cgroup-driver.ts';
import { criCheck } from './runtime/cri.ts';
import { imagePullCheck } from './runtime/image-pull.ts';
import { runtimeVersionCheck } from './runtime/runtime-version.ts';

/** All checks. A new one is one file and one line here. */
export const checks: readonly Check[] = [
  privilegedUserCheck,
  configurationCheck,
  proxyModeCheck,
  fileExistingCheck,
  iptablesHintCheck,
  proxyKernelCheck,
  conntrackLimitsCheck,
  systemVerificationCheck,
  nftVersionSkewCheck,
  iptablesVersionCheck,
  kubernetesVersionCheck,
  hostnameCheck,
  httpProxyCheck,
  httpProxyCidrCheck,
  resolvConfCheck,
  networkOverlapCheck,
  cniCheck,
  cniKernelCheck,
  advertiseAddressCheck,
  numCpuCheck,
  memCheck,
  swapCheck,
  fileContentCheck,
  kubeletSysctlsCheck,
  kubeletVersionCheck,
  serviceKubeletCheck,
  firewalldCheck,
  hostFirewallCheck,
  timeSyncCheck,
  netfilterBackendsCheck,
  proxyLeftoversCheck,
  ruleWiperCheck,
  forwardPolicyCheck,
  conntrackPressureCheck,
  xtablesLockCheck,
  securityModuleCheck,
  containerNodeCheck,
  criCheck,
  runtimeVersionCheck,
  cgroupDriverCheck,
  imagePullCheck,
  externalEtcdVersionCheck,
  externalEtcdClientCertificatesCheck,
  certificatesCheck,
  clusterApiCheck,
  proxyConfigCheck,
  corednsPluginsCheck,
  corednsMigrationCheck,
  createJobCheck,
  controlPlaneNodesCheck,
  clusterMemberCheck,
  fileAvailableCheck,
  dirAvailableCheck,
  staticPodManifestCheck,
  portCheck,
  customCheck,
];
