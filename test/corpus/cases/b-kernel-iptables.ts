import { known } from '../../../src/probes/fact.ts';
import { kernelConfigOf } from '../../builders/cgroups.ts';
import type { FieldCase } from '../field-case.ts';
import { all, legacyIptables, modules, notSet, ubuntu } from '../shorthand.ts';

const comment = notSet('xt_comment', 'CONFIG_NETFILTER_XT_MATCH_COMMENT');
const recent = notSet('xt_recent', 'CONFIG_NETFILTER_XT_MATCH_RECENT');
const noComment = {
  kernelConfig: known(kernelConfigOf(['NETFILTER_XT_MATCH_COMMENT'])),
  proof: {
    missing: ['xt.comment'],
    modules: [comment],
    detail: "Couldn't load match `comment':No such file or directory",
  },
} as const;
const recentMissing = {
  missing: ['xt.recent-check', 'xt.recent-set'],
  modules: [recent],
  detail: "Couldn't load match `recent':No such file or directory",
} as const;

/** Kernels that lack what the rules of iptables mode want. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-022',
    source: 'https://github.com/kubernetes/kubernetes/issues/133694',
    title: 'the table nat of IPv6 is missing on a cluster of IPv4',
    ideal: 'warning',
    plan: { mode: 'iptables', version: 'v1.34.0' },
    disagrees:
      'no address of IPv6 is planned; kube-proxy as released goes on with IPv4 alone, and only release candidates of 1.34 ended. Planned with IPv6, the same node fails',
  },
  {
    id: 'FC-024',
    source: 'https://github.com/kubernetes/minikube/issues/8217',
    title: 'neither the table mangle nor the comment match can be loaded: no modules for the running kernel',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      proof: {
        missing: ['xt.table-mangle', 'xt.comment'],
        modules: modules('no-module-tree', 'xt_comment', 'iptable_mangle'),
      },
    },
  },
  {
    id: 'FC-025',
    source: 'https://github.com/k3s-io/k3s/issues/6093',
    title: 'a vendor kernel without xt_comment',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: noComment,
  },
  {
    id: 'FC-026',
    source: 'https://github.com/cilium/little-vm-helper-images/pull/31',
    title: 'a kernel without xt_statistic',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      proof: {
        missing: ['xt.statistic'],
        modules: [notSet('xt_statistic', 'CONFIG_NETFILTER_XT_MATCH_STATISTIC')],
      },
    },
  },
  {
    id: 'FC-027',
    source: 'https://github.com/cilium/little-vm-helper-images/pull/40',
    title: 'a kernel without xt_recent, which session affinity needs',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { proof: recentMissing },
  },
  {
    id: 'FC-028',
    source: 'https://github.com/kubernetes-sigs/kind/issues/1740',
    title: 'WSL2 without xt_recent: one Service with session affinity stops all later ones',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { release: '5.10.16.3-microsoft-standard-WSL2', proof: recentMissing },
  },
  {
    id: 'FC-030',
    source: 'https://github.com/microsoft/WSL/issues/10329',
    title: 'WSL2: a monolithic kernel without a module tree, where modprobe tells nothing',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      release: '5.15.90.1-microsoft-standard-WSL2',
      missingTree: { path: '/lib/modules/5.15.90.1-microsoft-standard-WSL2', others: [] },
    },
  },
  {
    id: 'FC-032',
    source: 'https://github.com/Locietta/xanmod-kernel-WSL2/issues/137',
    title: 'a kernel without the MASQUERADE target of iptables, though nft masquerades',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      proof: {
        missing: ['xt.MASQUERADE'],
        modules: [notSet('xt_MASQUERADE', 'CONFIG_NETFILTER_XT_TARGET_MASQUERADE')],
        detail: 'Extension MASQUERADE revision 0 not supported, missing kernel module?',
      },
    },
  },
  {
    id: 'FC-034',
    source: 'https://github.com/k3s-io/k3s/issues/2082',
    title: 'the modules of the running kernel are gone after an upgrade without a reboot',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      system: ubuntu('20.04', 'aarch64'),
      with: legacyIptables,
      proof: {
        variant: 'legacy',
        missing: all('iptables'),
        modules: modules('no-module-tree', 'ip_tables', 'iptable_nat'),
        detail: 'modprobe: FATAL: Module ip_tables not found in directory /lib/modules/5.4.0-1015-raspi',
      },
    },
  },
  {
    id: 'FC-043',
    source: 'https://github.com/k3s-io/k3s/issues/9243',
    title: 'an update of a vendor kernel took modules of iptables away',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      proof: {
        missing: ['xt.conntrack', 'xt.addrtype'],
        modules: modules('absent', 'xt_conntrack', 'xt_addrtype'),
      },
    },
  },
  {
    id: 'FC-044',
    source: 'https://github.com/k3s-io/k3s/issues/491',
    title: 'vendor kernels without xt_comment and xt_multiport',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: noComment,
  },
  {
    id: 'FC-045',
    source: 'https://github.com/f0cal/google-coral/issues/56',
    title: 'a development board without xt_comment',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: noComment,
  },
  {
    id: 'FC-055',
    source: 'https://github.com/kubernetes/kubernetes/issues/108877',
    title: 'compressed modules of legacy iptables, not loaded, which the image cannot read',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      with: legacyIptables,
      proof: { variant: 'legacy' },
      loadedByProof: ['ip_tables', 'iptable_nat', 'iptable_filter'],
    },
  },
  {
    id: 'FC-057',
    source: 'https://github.com/k3s-io/k3s/issues/6644',
    title: 'modules of legacy iptables are on disk, and nobody loads them',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      with: legacyIptables,
      proof: { variant: 'legacy' },
      loadedByProof: ['ip_tables', 'iptable_nat', 'iptable_filter', 'xt_comment'],
    },
  },
  {
    id: 'FC-059',
    source: 'https://github.com/rancher/rke2/issues/8042',
    title: 'a kernel of Ubuntu 24.04 refuses the MARK target of IPv6',
    ideal: 'error',
    plan: {
      mode: 'iptables',
      flags: { podNetworkCidr: '10.244.0.0/16,fd01::/48', serviceCidr: '10.96.0.0/16,fd00::/112' },
    },
    node: {
      system: ubuntu('24.04'),
      release: '6.8.0-57-generic',
      proof: {},
      proofOfIpv6: {
        missing: ['xt.MARK-or', 'xt.MARK-xor'],
        detail: 'ip6tables-restore v1.8.9 (nf_tables): unknown option "--xor-mark"',
      },
    },
  },
  {
    id: 'FC-060',
    source: 'https://github.com/kubernetes/kube-proxy/issues/25',
    title: 'the same in a kernel of Ubuntu 22.04',
    ideal: 'error',
    plan: {
      mode: 'iptables',
      flags: { podNetworkCidr: '10.244.0.0/16,fd01::/48', serviceCidr: '10.96.0.0/16,fd00::/112' },
    },
    node: {
      system: ubuntu('22.04'),
      release: '5.15.0-127-generic',
      proof: {},
      proofOfIpv6: {
        missing: ['xt.MARK-or', 'xt.MARK-xor'],
        detail: 'ip6tables-restore v1.8.7 (nf_tables): unknown option "--xor-mark"',
      },
    },
  },
  {
    id: 'FC-107',
    source: 'https://github.com/containernetworking/plugins/issues/452',
    title: 'iptables-nft cannot load its comment match: no nft_compat',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      proof: {
        missing: ['xt.comment'],
        modules: modules('absent', 'nft_compat', 'xt_comment'),
        detail: "Couldn't load match `comment':No such file or directory",
      },
    },
  },
  {
    id: 'FC-173',
    source: 'https://github.com/k0sproject/k0s/issues/2069',
    title: 'a kernel without connection tracking',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      conntrack: { sysctlDirectory: false, module: notSet('nf_conntrack', 'CONFIG_NF_CONNTRACK') },
      proof: { missing: ['xt.conntrack'], modules: [notSet('nf_conntrack', 'CONFIG_NF_CONNTRACK')] },
    },
  },
  {
    id: 'FC-184',
    source: 'https://github.com/kubernetes-sigs/kubespray/issues/1088',
    title: 'iptable_nat is on disk and not loaded, and the container has no modules',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      with: legacyIptables,
      proof: { variant: 'legacy' },
      loadedByProof: ['ip_tables', 'iptable_nat'],
    },
  },
];
