import { systemVerificationCheck } from '../../src/checks/system-verification/system-verification.ts';
import { type Fact, known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { KubeletFacts } from '../../src/probes/kubelet.ts';
import {
  hybridCgroups,
  kernelConfigOf,
  legacyCgroups,
  legacyWithout,
  subsystems,
  unifiedCgroups,
  unifiedRoot,
  unifiedWithout,
} from '../builders/cgroups.ts';
import { absent, elTen, factsOf, faulty, ordinaryUser, sound } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const kubeadm = { policy: 'kubeadm' } as const;

/** The kubelet's own answer, without the leading v. */
const kubelet = (version: string): Fact<KubeletFacts> =>
  known({ program: sound('kubelet', { version }), searched: [] });
const withoutKubelet: Fact<KubeletFacts> = known({ program: absent('kubelet'), searched: [] });

const kernel = (release: string): Facts => ({ kernel: known({ release, cpus: 2 }) });
const noConfig = kernelConfigOf([], {
  source: '',
  options: {},
  kubeadms: { state: 'absent', configsModule: false },
});
const v1 = known(legacyCgroups);

const byWant: readonly CheckCase[] = [
  { name: 'Debian 12 lacks nothing', says: ['pass system.verified'] },
  { name: 'reset asks for nothing', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
  {
    name: '5.14 of Enterprise Linux 9 is as good as any (kubernetes#131898)',
    facts: factsOf({ ...kernel('5.14.0-585.el9.ppc64le'), system: elTen }),
    says: ['pass system.verified'],
  },
  { name: 'a kernel that is to come', facts: factsOf(kernel('21.3.1')), says: ['pass system.verified'] },
  {
    name: '4.18 of Enterprise Linux 8 with 1.36 (kubespray#11885)',
    facts: factsOf(kernel('4.18.0-553.el8_10.x86_64')),
    says: ['warn kernel.too-old'],
  },
  {
    name: '4.18 with 1.31',
    plan: planOf({ version: 'v1.31.4' }),
    facts: factsOf(kernel('4.18.0-553.el8_10.x86_64')),
    says: ['pass system.verified'],
  },
  { name: 'a kernel of 2012', facts: factsOf(kernel('3.2.0-4-amd64')), says: ['fail kernel.too-old'] },
  {
    name: 'a release that is not known',
    facts: factsOf({ kernel: unknown('failed', 'no uname') }),
    says: ['pass system.verified'],
  },
  {
    name: 'the configuration is nowhere (kubeadm#1351, kubernetes#96081)',
    facts: factsOf({ kernelConfig: known(noConfig) }),
    says: ['unknown kernel.config-unknown'],
  },
  {
    name: 'what was there was of another kernel',
    facts: factsOf({
      kernelConfig: known({ ...noConfig, passedOver: ['/usr/src/linux/.config: it is of another kernel'] }),
    }),
    says: ['unknown kernel.config-unknown'],
  },
  {
    name: 'the configuration took too long',
    facts: factsOf({ kernelConfig: unknown('timed-out', 'no answer in 3000 ms') }),
    says: ['unknown kernel.config-unknown'],
  },
  {
    name: 'xt_REDIRECT and xt_comment are not for nftables mode, EXT4_FS for no host on XFS',
    facts: factsOf({
      kernelConfig: known(
        kernelConfigOf([
          'NETFILTER_XT_TARGET_REDIRECT',
          'IP_NF_TARGET_REDIRECT',
          'NETFILTER_XT_MATCH_COMMENT',
          'EXT4_FS',
        ]),
      ),
    }),
    says: ['pass system.verified'],
  },
  {
    name: 'an openSUSE without the options of cgroup v1 (system-validators#51)',
    facts: factsOf({
      kernelConfig: known(kernelConfigOf(['CGROUP_CPUACCT', 'CGROUP_DEVICE', 'CGROUP_FREEZER'])),
    }),
    says: ['pass system.verified'],
  },
  {
    name: 'a kernel without namespaces for networks, and without seccomp',
    facts: factsOf({ kernelConfig: known(kernelConfigOf(['NET_NS', 'SECCOMP_FILTER', 'SECCOMP'])) }),
    says: ['fail kernel.options-missing', 'warn kernel.options-wanted'],
  },
  {
    name: 'OVERLAYFS_FS is the older name',
    facts: factsOf({
      kernelConfig: known({
        ...kernelConfigOf(['OVERLAY_FS']),
        options: { ...kernelConfigOf(['OVERLAY_FS']).options, CONFIG_OVERLAYFS_FS: 'm' },
      }),
    }),
    says: ['pass system.verified'],
  },
  {
    name: 'CGROUP_BPF with cgroup v2',
    facts: factsOf({ kernelConfig: known(kernelConfigOf(['CGROUP_BPF'])) }),
    says: ['fail kernel.options-missing'],
  },
  {
    name: 'CGROUP_BPF with cgroup v1 is asked of nobody',
    plan: planOf({ version: 'v1.30.1' }),
    facts: factsOf({
      kernelConfig: known(kernelConfigOf(['CGROUP_BPF'])),
      cgroups: v1,
      kubelet: kubelet('1.30.1'),
    }),
    says: ['pass system.verified'],
  },
  {
    name: 'cgroup v1 and 1.36 (minikube#22315)',
    facts: factsOf({ cgroups: v1, kubelet: kubelet('1.36.2') }),
    says: ['fail cgroups.v1-refused'],
  },
  {
    name: 'cgroup v1 and no kubelet yet',
    facts: factsOf({ cgroups: v1, kubelet: withoutKubelet, system: elTen }),
    says: ['fail cgroups.v1-refused'],
  },
  {
    name: 'hybrid is v1',
    facts: factsOf({ cgroups: known(hybridCgroups) }),
    says: ['fail cgroups.v1-refused'],
  },
  {
    name: 'cgroup v1 and failCgroupV1: false',
    plan: planOf({ kubelet: { failCgroupV1: fromFile(false, 'failCgroupV1', 30) } }),
    facts: factsOf({ cgroups: v1 }),
    says: ['warn cgroups.v1-deprecated'],
  },
  {
    name: 'cgroup v1 and 1.34: the next upgrade ends it',
    plan: planOf({ version: 'v1.34.2' }),
    facts: factsOf({ cgroups: v1, kubelet: kubelet('1.34.2') }),
    says: ['warn cgroups.v1-deprecated'],
  },
  {
    name: 'an upgrade to 1.35 over a kubelet of 1.34',
    plan: planOf({ version: 'v1.35.1', action: 'upgrade', phase: 'upgrade node' }),
    facts: factsOf({ cgroups: v1, kubelet: kubelet('1.34.2') }),
    says: ['fail cgroups.v1-refused'],
  },
  {
    name: 'cgroup v1, 1.34 and failCgroupV1: true',
    plan: planOf({ version: 'v1.34.2', kubelet: { failCgroupV1: fromFile(true, 'failCgroupV1', 30) } }),
    facts: factsOf({ cgroups: v1, kubelet: kubelet('1.34.2') }),
    says: ['fail cgroups.v1-refused'],
  },
  {
    name: 'cgroup v1 and 1.30',
    plan: planOf({ version: 'v1.30.1' }),
    facts: factsOf({ cgroups: v1, kubelet: kubelet('1.30.1') }),
    says: ['pass system.verified'],
  },
  {
    name: 'v1 with cgroup_disable=memory',
    plan: planOf({ version: 'v1.30.1' }),
    facts: factsOf({
      kubelet: kubelet('1.30.1'),
      cgroups: known({ ...legacyWithout(['memory']), kernelArguments: ['cgroup_disable=memory'] }),
    }),
    says: ['fail cgroups.controllers-missing'],
  },
  {
    name: 'v1 with cpuset not mounted',
    plan: planOf({ version: 'v1.30.1' }),
    facts: factsOf({ kubelet: kubelet('1.30.1'), cgroups: known(legacyWithout([], ['cpuset'])) }),
    says: ['fail cgroups.controllers-missing'],
  },
  {
    name: 'a Raspberry Pi without cgroup_memory=1',
    facts: factsOf({
      ...kernel('6.6.31+rpt-rpi-2712'),
      cgroups: known({
        ...unifiedWithout('memory', 'hugetlb'),
        subsystems: subsystems(false, ['memory']),
        kernelArguments: ['cgroup_disable=memory'],
      }),
    }),
    says: ['fail cgroups.controllers-missing'],
  },
  {
    name: 'v2 without hugetlb and io',
    facts: factsOf({ cgroups: known(unifiedWithout('hugetlb', 'io')) }),
    says: ['pass system.verified'],
  },
  {
    name: 'v2 whose cpuset is bound to v1',
    facts: factsOf({ cgroups: known({ ...unifiedWithout('cpuset'), subsystems: subsystems(true) }) }),
    says: ['fail cgroups.controllers-missing'],
  },
  {
    name: 'v2 of a kernel before 5.2',
    facts: factsOf({ cgroups: known({ ...unifiedCgroups, unified: { ...unifiedRoot, freezer: false } }) }),
    says: ['fail cgroups.controllers-missing'],
  },
  {
    name: 'v2 whose controllers cannot be read',
    facts: factsOf({
      cgroups: known({ ...unifiedCgroups, unified: { point: '/sys/fs/cgroup', readOnly: false } }),
    }),
    says: ['unknown cgroups.not-told'],
  },
  {
    name: 'no cgroups at all',
    facts: factsOf({ cgroups: known({ mounts: [], memoryDirectory: false, kernelArguments: [] }) }),
    says: ['fail cgroups.absent'],
  },
  {
    name: 'mounts that cannot be read',
    facts: factsOf({ cgroups: unknown('failed', '/proc/mounts cannot be read: EACCES') }),
    says: ['unknown cgroups.not-told'],
  },
];

const asKubeadm: readonly CheckCase[] = [
  {
    name: 'kubeadm: Debian 12',
    stance: kubeadm,
    facts: factsOf({ kubelet: kubelet('1.36.2') }),
    says: ['pass system.verified'],
  },
  {
    name: 'kubeadm 1.36: a kubelet that is not there is all it says',
    stance: kubeadm,
    facts: factsOf({ kubelet: withoutKubelet, cgroups: v1, kernelConfig: known(noConfig) }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm 1.36: a kubelet that cannot be run',
    stance: kubeadm,
    facts: factsOf({
      kubelet: known({ program: faulty('kubelet', 'not-executable', 'permission denied'), searched: [] }),
    }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm 1.36: a kubelet that nobody looked at, where cgroup v2 needs no version',
    stance: kubeadm,
    facts: factsOf({ kubelet: unknown('timed-out', 'no answer') }),
    says: ['pass system.verified'],
  },
  {
    name: 'kubeadm 1.36: cgroup v1 and a kubelet that nobody looked at',
    stance: kubeadm,
    facts: factsOf({ kubelet: unknown('timed-out', 'no answer'), cgroups: v1 }),
    says: ['unknown system.kubeadm-untold'],
  },
  {
    name: 'kubeadm 1.34 does not ask the kubelet',
    plan: planOf({ version: 'v1.34.2' }),
    stance: kubeadm,
    facts: factsOf({ kubelet: withoutKubelet, cgroups: v1 }),
    says: ['warn system.kubeadm-warns'],
  },
  {
    name: 'kubeadm 1.36: cgroup v1, and failCgroupV1: false changes nothing',
    plan: planOf({ kubelet: { failCgroupV1: fromFile(false, 'failCgroupV1', 30) } }),
    stance: kubeadm,
    facts: factsOf({ kubelet: kubelet('1.36.2'), cgroups: known(hybridCgroups) }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm 1.35 with a kubelet of 1.34: a warning',
    plan: planOf({ version: 'v1.35.3' }),
    stance: kubeadm,
    facts: factsOf({ kubelet: kubelet('1.34.2'), cgroups: v1 }),
    says: ['warn system.kubeadm-warns'],
  },
  {
    name: 'kubeadm 1.35 upgrades a kubelet of 1.34: an error',
    plan: planOf({ version: 'v1.35.3', action: 'upgrade', phase: 'upgrade apply' }),
    stance: kubeadm,
    facts: factsOf({ kubelet: kubelet('1.34.2'), cgroups: v1 }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm 1.33: 5.14 is not looked down on',
    plan: planOf({ version: 'v1.33.5' }),
    stance: kubeadm,
    facts: factsOf(kernel('5.14.0-585.el9')),
    says: ['pass system.verified'],
  },
  {
    name: 'kubeadm 1.34: 5.14 warns',
    plan: planOf({ version: 'v1.34.2' }),
    stance: kubeadm,
    facts: factsOf(kernel('5.14.0-585.el9')),
    says: ['warn system.kubeadm-warns'],
  },
  {
    name: 'kubeadm 1.32: 4.18 is an error',
    plan: planOf({ version: 'v1.32.6' }),
    stance: kubeadm,
    facts: factsOf(kernel('4.18.0-553.el8_10.x86_64')),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm: no configuration of the kernel is an error',
    stance: kubeadm,
    facts: factsOf({ kubelet: kubelet('1.36.2'), kernelConfig: known(noConfig) }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm: the module configs would show it',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      kernelConfig: known({ ...noConfig, kubeadms: { state: 'absent', configsModule: true } }),
    }),
    says: ['unknown system.kubeadm-untold'],
  },
  {
    name: 'kubeadm: the first file is damaged, and it asks no second one',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      kernelConfig: known(
        kernelConfigOf([], { kubeadms: { state: 'refused', source: '/proc/config.gz', code: 'EFORMAT' } }),
      ),
    }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm: a file that an ordinary user may not read',
    stance: kubeadm,
    facts: factsOf({
      user: ordinaryUser,
      kubelet: kubelet('1.36.2'),
      kernelConfig: known({
        ...noConfig,
        kubeadms: { state: 'refused', source: '/boot/config-6.1.0-28-amd64', code: 'EACCES' },
      }),
    }),
    says: ['unknown system.kubeadm-untold'],
  },
  {
    name: 'kubeadm: the configuration of another kernel counts for it',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      kernelConfig: known(
        kernelConfigOf([], { kubeadms: { state: 'other', source: '/usr/src/linux/.config', options: {} } }),
      ),
    }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm: xt_comment in nftables mode, all the same',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      kernelConfig: known(kernelConfigOf(['NETFILTER_XT_MATCH_COMMENT'])),
    }),
    says: ['fail system.kubeadm-fails'],
  },
  {
    name: 'kubeadm: v2 mounted read-only: no freezer, and a word on it',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      cgroups: known({ ...unifiedCgroups, unified: { ...unifiedRoot, readOnly: true } }),
    }),
    says: ['fail system.kubeadm-fails', 'warn system.kubeadm-warns'],
  },
  {
    name: 'kubeadm: optional controllers warn',
    stance: kubeadm,
    facts: factsOf({ kubelet: kubelet('1.36.2'), cgroups: known(unifiedWithout('hugetlb')) }),
    says: ['warn system.kubeadm-warns'],
  },
  {
    name: 'kubeadm: a missing controller fails, an optional one warns',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      system: elTen,
      cgroups: known({ ...unifiedWithout('memory', 'hugetlb'), kernelArguments: ['cgroup_disable=memory'] }),
    }),
    says: ['fail system.kubeadm-fails', 'warn system.kubeadm-warns'],
  },
  {
    name: 'kubeadm: no cgroups',
    stance: kubeadm,
    facts: factsOf({
      kubelet: kubelet('1.36.2'),
      cgroups: known({ mounts: [], memoryDirectory: false, kernelArguments: [] }),
    }),
    says: ['fail system.kubeadm-fails'],
  },
];

export const cases: CheckCases = { check: systemVerificationCheck, cases: [...byWant, ...asKubeadm] };
