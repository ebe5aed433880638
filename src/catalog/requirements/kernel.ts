import type { ProxyMode } from '../../config/plan.ts';
import type { Feature } from '../features/feature.ts';
import { featuresOf } from '../features/features-of.ts';
import {
  always,
  externalAddresses,
  optional,
  rareServices,
  someServices,
  whenLocalAddressesAreTold,
  whenLocalByBridge,
  whenLocalByPrefix,
  whenNfacctIsUsed,
  whenNodePortsAreClassified,
} from '../features/uses.ts';
import { kernelNeeds, minimumKernels } from '../system-validators-needs.ts';
import { cgroupV1Refused } from '../system-validators.ts';
import { releaseOf } from '../timeline.ts';
import { kernelGate } from '../version-rules.ts';
import type { NodeRequirement, Severity } from './requirement.ts';

interface Weight {
  readonly severity: Severity;
  /** When it is used, in words. */
  readonly when: string;
}

/** What a feature's condition means for the reader of a table, who has no plan. */
const weights: ReadonlyMap<Feature['use'], Weight> = new Map([
  [always, { severity: 'required', when: '' }],
  [optional, { severity: 'optional', when: 'kube-proxy does without' }],
  [someServices, { severity: 'recommended', when: 'only some Services use it' }],
  [rareServices, { severity: 'optional', when: 'only SCTP Services use it' }],
  [externalAddresses, { severity: 'optional', when: 'only Services with externalIPs use it' }],
  [
    whenLocalAddressesAreTold,
    { severity: 'required', when: 'where nodePortAddresses lists addresses, only some Services use it' },
  ],
  [
    whenNodePortsAreClassified,
    { severity: 'recommended', when: 'before 1.31, or where nodePortAddresses holds CIDRs' },
  ],
  [whenLocalByBridge, { severity: 'optional', when: 'only with detectLocalMode: BridgeInterface' }],
  [whenLocalByPrefix, { severity: 'optional', when: 'only with detectLocalMode: InterfaceNamePrefix' }],
  [whenNfacctIsUsed, { severity: 'recommended', when: 'from 1.31, where the kernel has nfnetlink_acct' }],
]);

/** undefined: a condition without words, which a test forbids. */
export function weightOf(feature: Feature): Weight | undefined {
  return weights.get(feature.use);
}

/** The other scheduler modules of ipvs are named by the configuration. */
const withoutFeature: Readonly<Record<ProxyMode, string>> = {
  nftables:
    'the transaction with it is refused whole: no Service works, or none of this kind; the node stays Ready',
  iptables:
    'iptables-restore refuses all rules with it: no Service is updated any more; the node stays Ready',
  ipvs: 'kube-proxy exits, or the Services of this kind do not work; the node stays Ready',
};

function featureRequirement(feature: Feature, mode: ProxyMode): NodeRequirement {
  const { severity, when } = weightOf(feature) ?? { severity: 'required', when: '' };
  const modules = [...feature.modules.ipv4, ...feature.modules.ipv6].map(({ module, option }) => ({
    module,
    option,
  }));
  const unique = [...new Map(modules.map((one) => [`${one.module} ${one.option}`, one])).values()];
  return {
    id: `kube-proxy.${mode}.${feature.id}`,
    kind: 'kernel-feature',
    name: feature.id,
    need: feature.token.ipv4.trim(),
    component: 'kube-proxy',
    modes: [mode],
    ...(mode === 'nftables' ? { from: releaseOf('nftables', 'alpha') } : {}),
    ...(mode === 'ipvs' ? { until: releaseOf('ipvs', 'removed') } : {}),
    ...(feature.use === whenNfacctIsUsed ? { from: '1.31' } : {}),
    neededBy: [`kube-proxy (${mode})`],
    purpose: when === '' ? feature.purpose : `${feature.purpose}; ${when}`,
    without: severity === 'optional' ? 'nothing else changes' : withoutFeature[mode],
    severity,
    source: feature.source,
    check: `ProxyKernel-${mode}`,
    modules: unique,
  };
}

const features: readonly NodeRequirement[] = (['iptables', 'ipvs', 'nftables'] as const).flatMap((mode) =>
  featuresOf(mode).map((feature) => featureRequirement(feature, mode)),
);

const options: readonly NodeRequirement[] = kernelNeeds.map(({ name, severity, cgroups, why }) => ({
  id: `kubelet.option.${name}`,
  kind: 'kernel-feature',
  name: `CONFIG_${name}`,
  need: cgroups === undefined ? 'y or m' : `y or m, with cgroup v${cgroups}`,
  component: 'kubelet',
  neededBy: ['kubelet', 'container runtime'],
  purpose: why,
  without: severity === 'fail' ? 'containers do not start' : 'what uses it does not start or has no effect',
  severity: severity === 'fail' ? 'required' : 'recommended',
  source: 'k8s.io/system-validators; container runtimes',
  check: 'SystemVerification',
}));

const kernels: readonly NodeRequirement[] = minimumKernels.map(({ from, kernel }, index) => {
  const next = minimumKernels[index + 1]?.from;
  return {
    id: `kubelet.kernel.${kernel}`,
    kind: 'version',
    name: 'Linux',
    need: `>= ${kernel}`,
    component: 'kubelet',
    from,
    ...(next === undefined ? {} : { until: next }),
    neededBy: ['kubelet', 'kubeadm: SystemVerification'],
    purpose: 'the oldest kernel that Kubernetes is tried with',
    without: 'kubeadm fails, and from 1.34 warns of kernels outside its list; nothing older is tried',
    severity: 'required',
    source: 'kubernetes#128149',
    check: 'SystemVerification',
  };
});

const versions: readonly NodeRequirement[] = [
  ...kernels,
  {
    id: 'kube-proxy.nftables.kernel',
    kind: 'version',
    name: 'Linux',
    need: `>= ${kernelGate.kernel}`,
    component: 'kube-proxy',
    modes: ['nftables'],
    from: kernelGate.since,
    neededBy: ['kube-proxy (nftables)'],
    purpose: 'kube-proxy looks at the number of the kernel when it starts in nftables mode',
    without: `kube-proxy exits, unless ${kernelGate.variable} is set; the features themselves are older`,
    severity: 'required',
    source: `${kernelGate.source}; kubernetes#124152`,
    check: 'ProxyKernel-nftables',
  },
  {
    id: 'kubelet.cgroup-v2',
    kind: 'version',
    name: 'cgroups',
    need: 'v2',
    component: 'kubelet',
    from: cgroupV1Refused,
    neededBy: ['kubelet'],
    purpose: 'the kubelet sets the limits of Pods by cgroups; failCgroupV1 is true by default',
    without: 'the kubelet ends at its start, unless failCgroupV1 is false',
    severity: 'required',
    source: 'kubernetes#134298; KEP-5573',
    check: 'SystemVerification',
  },
];

/** What is asked of the kernel, beside sysctls and the modules of network plugins. */
export const kernelRequirements: readonly NodeRequirement[] = [...versions, ...options, ...features];
