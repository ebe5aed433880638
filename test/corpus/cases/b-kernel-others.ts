import { cniConfig, cniWith } from '../../builders/cni.ts';
import { cniModulesWith } from '../../builders/cni-modules.ts';
import { sysctlsWith, sysctlValue } from '../../builders/resources.ts';
import type { FieldCase } from '../field-case.ts';
import { all, modules, notSet, rockyTen } from '../shorthand.ts';

const noIpvs = ['ipvs.netlink', 'ipvs.scheduler'];
const noBridge = sysctlsWith({
  'net/bridge/bridge-nf-call-iptables': sysctlValue(undefined),
  'net/bridge/bridge-nf-call-ip6tables': sysctlValue(undefined),
});

/** Kernels that lack what nftables mode, ipvs mode or a network plugin wants. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-019',
    source: 'https://github.com/siderolabs/pkgs/issues/951',
    title: 'nftables mode on a kernel without nft_fib',
    ideal: 'error',
    plan: { mode: 'nftables', version: 'v1.30.0', proxy: 'featureGates:\n  NFTablesProxyMode: true\n' },
    node: {
      proof: {
        missing: ['nft.fib-saddr-local', 'nft.fib-daddr-local'],
        modules: [notSet('nft_fib_ipv4', 'CONFIG_NFT_FIB_IPV4')],
      },
    },
  },
  {
    id: 'FC-020',
    source: 'https://github.com/kubernetes/minikube/issues/23450',
    title: 'nftables mode on a kernel without nf_tables',
    ideal: 'error',
    plan: { mode: 'nftables' },
    node: {
      release: '6.6.95',
      proof: {
        missing: all('nftables'),
        modules: [notSet('nf_tables', 'CONFIG_NF_TABLES')],
        detail: 'Error: Could not process rule: Operation not supported',
      },
    },
  },
  {
    id: 'FC-023',
    source: 'https://github.com/kubernetes/minikube/issues/3087',
    title: 'ipvs mode on a kernel without IPVS',
    ideal: 'error',
    plan: { mode: 'ipvs' },
    node: { proof: { missing: noIpvs, modules: [notSet('ip_vs', 'CONFIG_IP_VS')] } },
  },
  {
    id: 'FC-037',
    source: 'https://github.com/sapcc/kubernikus/issues/42',
    title: 'br_netfilter is not loaded, and pods sit on a bridge',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['flannel'] } },
    node: noBridge,
  },
  {
    id: 'FC-038',
    source: 'https://github.com/k0sproject/k0s/issues/1270',
    title: 'a vendor kernel without ip_set, which kube-router wants',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['kube-router'] } },
    node: cniModulesWith(notSet('ip_set', 'CONFIG_IP_SET'), notSet('xt_set', 'CONFIG_NETFILTER_XT_SET')),
  },
  {
    id: 'FC-039',
    source: 'https://github.com/cloudnativelabs/kube-router/issues/539',
    title: 'ipset works, and a type of set that kube-router wants is not installed',
    ideal: 'warning',
    plan: { mode: 'iptables', flags: { cni: ['kube-router'] } },
    logs: ['ipset v6.34: Kernel error received: set type not supported'],
  },
  {
    id: 'FC-040',
    source: 'https://github.com/cloudnativelabs/kube-router/issues/775',
    title: 'ipset works, and iptables cannot match its sets',
    ideal: 'error',
    plan: { mode: 'iptables', flags: { cni: ['kube-router'] } },
    logs: ['iptables: No chain/target/match by that name.'],
  },
  {
    id: 'FC-049',
    source: 'https://github.com/replicatedhq/kURL/pull/4298',
    title: 'ipvs mode with scheduler rr: the modules of other schedulers are not installed',
    ideal: 'warning',
    plan: { mode: 'ipvs' },
    disagrees:
      'kube-proxy needs the scheduler that is configured, which is there; those of others are nothing it uses',
  },
  {
    id: 'FC-050',
    source: 'https://github.com/kubernetes/kubernetes/issues/92033',
    title: 'ipvs mode with scheduler sed, whose module is missing',
    ideal: 'error',
    plan: { mode: 'ipvs', proxy: 'ipvs:\n  scheduler: sed\n' },
    node: { proof: { missing: ['ipvs.scheduler'], modules: modules('absent', 'ip_vs_sed') } },
  },
  {
    id: 'FC-051',
    source: 'https://github.com/rancher/rke2/issues/4416',
    title: 'ipvs mode is configured, and IPVS does not come: its module may not be loaded',
    ideal: 'warning',
    plan: { mode: 'ipvs' },
    node: {
      proof: {
        missing: noIpvs,
        modules: [{ module: 'ip_vs', state: 'on-disk', blockedBy: 'install ip_vs /bin/false' }],
      },
    },
  },
  {
    id: 'FC-052',
    source: 'https://github.com/kubernetes/kubernetes/issues/63801',
    title: 'IPVS is built into the kernel',
    ideal: 'ok',
    plan: { mode: 'ipvs' },
    node: { proof: { modules: modules('built-in', 'ip_vs', 'ip_vs_rr') } },
  },
  {
    id: 'FC-053',
    source: 'https://github.com/kubernetes/kubeadm/issues/975',
    title: 'the modules of IPVS are on disk, and the kernel loads them when they are wanted',
    ideal: 'ok',
    plan: { mode: 'ipvs' },
    node: { loadedByProof: ['ip_vs', 'ip_vs_rr'] },
  },
  {
    id: 'FC-054',
    source: 'https://github.com/k0sproject/k0s/issues/4626',
    title: 'IPVS is on disk and not loaded, and the image of kube-proxy has no modprobe',
    ideal: 'warning',
    plan: { mode: 'ipvs', version: 'v1.30.0' },
    node: { loadedByProof: ['ip_vs', 'ip_vs_rr'] },
    logs: [
      '"Error running ProxyServer" err="can\'t use the IPVS proxier: modprobe: executable file not found in $PATH"',
    ],
  },
  {
    id: 'FC-156',
    source: 'https://github.com/kubernetes/kubernetes/issues/54121',
    title: 'ipvs mode without IPVS: an old kube-proxy took another mode in silence',
    ideal: 'warning',
    plan: { mode: 'ipvs' },
    node: { proof: { missing: noIpvs, modules: modules('blacklisted', 'ip_vs') } },
  },
  {
    id: 'FC-179',
    source: 'https://github.com/coreos/linux/pull/272',
    title: 'from kernel 4.19 on nf_conntrack is what nf_conntrack_ipv4 was',
    ideal: 'ok',
    plan: { mode: 'ipvs' },
    node: { proof: { modules: modules('absent', 'nf_conntrack_ipv4') } },
  },
  {
    id: 'FC-181',
    source: 'https://github.com/kubernetes-sigs/kubespray/issues/10602',
    title: 'ipvs mode on the kvm flavour of the kernel of Ubuntu, which has no IPVS',
    ideal: 'error',
    plan: { mode: 'ipvs' },
    node: { release: '5.15.0-1045-kvm', proof: { missing: noIpvs, modules: modules('absent', 'ip_vs') } },
  },
  {
    id: 'FC-182',
    source: 'https://github.com/kubernetes-sigs/kind/issues/3171',
    title: 'ipvs mode in a virtual machine whose kernel has neither IPVS nor a module tree',
    ideal: 'error',
    plan: { mode: 'ipvs' },
    node: {
      release: '6.1.23-orbstack',
      proof: { missing: noIpvs, modules: modules('no-module-tree', 'ip_vs') },
    },
  },
  {
    id: 'FC-183',
    source: 'https://github.com/k3s-io/k3s-ansible/issues/419',
    title: 'EL10: br_netfilter is not installed, and pods sit on a bridge',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      system: rockyTen,
      ...noBridge,
      ...cniWith([cniConfig('10-flannel.conflist', 'flannel', 'portmap')]),
    },
  },
  {
    id: 'FC-160',
    source: 'https://github.com/kubernetes/kubeadm/issues/3025',
    title: 'no bridge anywhere, and bridge-nf-call is not there',
    ideal: 'ok',
    plan: { mode: 'nftables', flags: { cni: ['cilium'] } },
    node: noBridge,
  },
  {
    id: 'FC-161',
    source: 'https://github.com/cilium/cilium/pull/9229',
    title: 'no kube-proxy and Cilium: nobody needs br_netfilter',
    ideal: 'ok',
    plan: { flags: { cni: ['cilium'], skipPhases: ['addon/kube-proxy'] } },
    node: noBridge,
  },
];
