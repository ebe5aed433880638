import { faulty, iptablesNames } from '../../builders/facts.ts';
import type { FieldCase } from '../field-case.ts';
import { all, iptablesOf, legacyIptables, modules, notSet, rockyTen, ubuntu } from '../shorthand.ts';

const noIptables = { code: 'not-found', detail: 'iptables-restore is not on this host' } as const;
const elTenKernel = '6.12.0-55.9.1.el10_0.x86_64';
/** What EL10 keeps in kernel-modules-extra. */
const extra = ['xt.comment', 'xt.conntrack', 'xt.mark', 'xt.MARK-or', 'xt.MARK-xor', 'xt.statistic'];
const extraModules = ['xt_comment', 'xt_conntrack', 'xt_mark', 'xt_statistic', 'nft_compat'];

/** Hosts of nft alone, or without iptables. */
export const cases: readonly FieldCase[] = [
  {
    id: 'FC-001',
    source: 'https://github.com/kubernetes/kubeadm/issues/3132',
    title: 'no iptables on the host, and kube-proxy in nftables mode',
    ideal: 'ok',
    plan: { mode: 'nftables' },
    node: { system: rockyTen, without: iptablesNames },
  },
  {
    id: 'FC-002',
    source: 'https://github.com/kubernetes/kubernetes/pull/129131',
    title: 'iptables mode on a minimal host without iptables, which kubeadm has not looked for since 1.33',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { without: iptablesNames, proof: { by: 'static', whyStatic: noIptables } },
  },
  {
    id: 'FC-003',
    source: 'https://github.com/kubernetes/kops/pull/18179',
    title: 'EL10 on arm64: no iptables, and no modules for it',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      system: { ...rockyTen, machine: 'aarch64' },
      without: iptablesNames,
      proof: {
        by: 'static',
        whyStatic: noIptables,
        missing: all('iptables'),
        modules: modules('absent', 'ip_tables', 'nft_compat'),
      },
    },
  },
  {
    id: 'FC-004',
    source: 'https://github.com/kubernetes/kops/pull/17789',
    title: 'EL10: iptables-nft cannot be installed, since the extra modules of the running kernel are gone',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      system: rockyTen,
      release: '6.12.0-124.el10_1.x86_64',
      without: iptablesNames,
      proof: {
        by: 'static',
        whyStatic: noIptables,
        missing: extra,
        modules: modules('absent', ...extraModules),
      },
    },
  },
  {
    id: 'FC-008',
    source: 'https://github.com/rancher/rke2/issues/8498',
    title: 'EL10 without kernel-modules-extra: kube-proxy and the network plugin crash',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      system: rockyTen,
      release: elTenKernel,
      proof: { missing: extra, modules: modules('absent', ...extraModules) },
    },
  },
  {
    id: 'FC-012',
    source: 'https://github.com/canonical/microk8s/issues/5525',
    title: 'legacy iptables on a vendor kernel that has nf_tables alone',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      system: ubuntu('26.04', 'aarch64'),
      release: '7.0.0-34-qcom-x1e',
      with: legacyIptables,
      proof: {
        variant: 'legacy',
        missing: all('iptables'),
        modules: modules('absent', 'ip_tables'),
        detail: 'modprobe: FATAL: Module ip_tables not found in directory /lib/modules/7.0.0-34-qcom-x1e',
      },
    },
  },
  {
    id: 'FC-013',
    source: 'https://github.com/replicatedhq/embedded-cluster/pull/3716',
    title: 'a kernel of 6.17 or later without legacy tables, and iptables over nf_tables',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: { release: '6.18.8-9.213.amzn2023.x86_64' },
    disagrees:
      "the rules of the mode are proven over nf_tables, which is what the host's iptables and kube-proxy's image use: nothing is wrong, and nothing is to be done",
  },
  {
    id: 'FC-014',
    source: 'https://github.com/rancher/rke2/issues/8924',
    title: 'an immutable system without iptables in its image, in iptables mode',
    ideal: 'warning',
    plan: { mode: 'iptables' },
    node: {
      system: { ...rockyTen, id: 'sl-micro', idLike: ['suse'], versionId: '6.2', prettyName: 'SL Micro 6.2' },
      without: iptablesNames,
      proof: { by: 'static', whyStatic: noIptables },
    },
  },
  {
    id: 'FC-017',
    source: 'https://github.com/apple/container/issues/2120',
    title: 'iptables-nft is chosen, and the kernel of the guest has legacy tables alone',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      release: '6.12.28',
      with: iptablesOf('nf_tables', '1.8.11'),
      proof: {
        variant: 'nft',
        missing: all('iptables'),
        modules: [notSet('nf_tables', 'CONFIG_NF_TABLES')],
        detail: 'iptables-nft: Could not fetch rule set generation id: Invalid argument',
      },
    },
  },
  {
    id: 'FC-018',
    source: 'https://github.com/moby/moby/issues/49020',
    title: 'EL10 has no ip_tables, and iptables works over nf_tables',
    ideal: 'info',
    node: { system: rockyTen, release: elTenKernel },
  },
  {
    id: 'FC-186',
    source: 'https://github.com/kubernetes-sigs/kubespray/issues/2803',
    title: 'ipvs mode: the image of kube-proxy lacks ipset, whatever the host has',
    ideal: 'info',
    plan: { mode: 'ipvs' },
    disagrees:
      'said of the image, not of the host. A host that lacks ipset in ipvs mode fails by the default policy, which is meant so (docs/policies.md); --host-tools=advisory makes a warning of it where the kernel is shown to be able',
  },
  {
    id: 'FC-111',
    source: 'https://github.com/kubernetes/release/issues/1594',
    title: 'iptables is a wrapper whose alternative is not registered',
    ideal: 'error',
    plan: { mode: 'iptables' },
    node: {
      with: [
        faulty(
          'iptables',
          'failed',
          'update-alternatives: error: alternative /usr/sbin/iptables-legacy for iptables not registered',
        ),
      ],
      proof: {
        by: 'static',
        whyStatic: { code: 'failed', detail: '/usr/sbin/iptables does not work' },
      },
    },
  },
];
