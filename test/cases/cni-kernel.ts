import { cniKernelCheck } from '../../src/checks/cni-kernel/cni-kernel.ts';
import type { CniName } from '../../src/catalog/cnis.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { ModuleFact } from '../../src/probes/netfilter/facts.ts';
import { cniConfig, cniWith } from '../builders/cni.ts';
import { cniModulesWith } from '../builders/cni-modules.ts';
import { elTen, factsOf } from '../builders/facts.ts';
import { fromFile, type PlanOverrides, planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function of(plugin: CniName, mode: PlanOverrides['mode'] = 'iptables', plane?: 'nftables' | 'ebpf') {
  return planOf({
    mode,
    cni: {
      plugins: fromFile([plugin], 'kind'),
      ...(plane === undefined ? {} : { dataPlane: fromFile(plane, 'linuxDataplane') }),
    },
  });
}

const lacking = (module: string, rest: Partial<ModuleFact> = {}): ModuleFact => ({
  module,
  state: 'absent',
  source: '/lib/modules/6.1.0/modules.dep',
  ...rest,
});
const having = (...given: readonly ModuleFact[]) => factsOf(cniModulesWith(...given));

const situations: readonly CheckCase[] = [
  { name: 'no plugin is known: quiet', says: [] },
  { name: 'a plugin that is not known here: quiet', plan: of('other'), says: [] },
  { name: 'Calico on a kernel that has all', plan: of('calico'), says: ['pass cni-kernel.there'] },
  {
    name: 'FC-038: kube-router without ip_set',
    plan: of('kube-router'),
    facts: having(lacking('ip_set', { config: 'n' }), lacking('xt_set', { config: 'n' })),
    says: ['warn cni-kernel.missing'],
  },
  {
    name: 'FC-008: Calico on EL10 without its extra modules',
    plan: of('calico'),
    facts: factsOf({ system: elTen, ...cniModulesWith(lacking('xt_multiport')) }),
    says: ['warn cni-kernel.missing'],
  },
  {
    name: 'the same with its nftables data plane',
    plan: of('calico', 'nftables', 'nftables'),
    facts: having(lacking('xt_multiport')),
    says: ['pass cni-kernel.there'],
  },
  {
    name: 'the same with eBPF in place of kube-proxy',
    plan: of('calico', 'none', 'ebpf'),
    facts: having(lacking('xt_multiport')),
    says: ['pass cni-kernel.there'],
  },
  {
    name: 'FC-174: Cilium without xt_socket',
    plan: of('cilium', 'none'),
    facts: having(lacking('xt_socket')),
    says: ['info cni-kernel.less'],
  },
  {
    name: 'flannel without vxlan, which is blacklisted',
    plan: of('flannel'),
    facts: having(
      lacking('vxlan', { state: 'blacklisted', blockedBy: '/etc/modprobe.d/x.conf: blacklist vxlan' }),
    ),
    says: ['warn cni-kernel.missing'],
  },
  {
    name: 'flannel without vxlan, of which an install rule tells',
    plan: of('flannel'),
    facts: having(
      lacking('vxlan', { state: 'on-disk', blockedBy: '/etc/modprobe.d/x.conf: install vxlan /bin/false' }),
    ),
    says: ['warn cni-kernel.missing'],
  },
  {
    name: 'a module of which nothing is known',
    plan: of('flannel'),
    facts: having({ module: 'vxlan', state: 'unknown' }),
    says: ['unknown cni-kernel.not-told'],
  },
  {
    name: 'Calico with its nftables data plane beside kube-proxy in iptables mode',
    plan: of('calico', 'iptables', 'nftables'),
    facts: having(lacking('xt_multiport')),
    says: ['pass cni-kernel.there'],
  },
  {
    name: 'kube-router on a kernel of which one module is in no package, and one is',
    plan: of('kube-router'),
    facts: factsOf({
      system: elTen,
      ...cniModulesWith(lacking('ip_set', { config: 'n' }), lacking('xt_set', { config: 'm' })),
    }),
    says: ['warn cni-kernel.missing'],
  },
  {
    name: 'flannel without br_netfilter, of which its sysctls tell',
    plan: of('flannel'),
    facts: having(lacking('br_netfilter')),
    says: ['pass cni-kernel.there'],
  },
  {
    name: 'built in is there',
    plan: of('kube-router'),
    facts: having({ module: 'ip_set', state: 'built-in' }),
    says: ['pass cni-kernel.there'],
  },
  {
    name: 'the plugin that this host is set up with',
    plan: planOf({ mode: 'iptables' }),
    facts: factsOf({
      ...cniWith([cniConfig('10-calico.conflist', 'calico', 'portmap')]),
      ...cniModulesWith(lacking('ip_set')),
    }),
    says: ['warn cni-kernel.missing'],
  },
  {
    name: 'no module tree',
    plan: of('kube-router'),
    facts: having(lacking('xt_set', { state: 'no-module-tree' })),
    says: ['unknown cni-kernel.not-told'],
  },
  {
    name: 'facts of a time when nobody spoke of a plugin',
    plan: of('kube-router'),
    facts: factsOf({ cniModules: known({ byName: {} }) }),
    says: ['unknown cni-kernel.not-told'],
  },
  {
    name: 'nothing was looked at',
    plan: of('kube-router'),
    facts: factsOf({ cniModules: unknown('timed-out', 'no answer in 4000 ms') }),
    says: ['unknown cni-kernel.not-told'],
  },
  { name: 'a reset', plan: { ...of('calico'), action: 'reset', phase: 'reset' }, says: [] },
];

export const cases: CheckCases = { check: cniKernelCheck, cases: situations };
