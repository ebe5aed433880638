import { knowledgeOf } from '../../catalog/cni-plugins.ts';
import { cnis } from '../../catalog/cnis.ts';
import { modulePackageFor } from '../../catalog/module-packages.ts';
import { type CniModuleNeed, cniModuleNeeds } from '../../catalog/requirements/cni-modules.ts';
import type { Plan } from '../../config/plan.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { ModuleFact } from '../../probes/netfilter/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { type CniInUse, cniInUse } from '../cni/cni-in-use.ts';
import { findingOf } from '../finding-of.ts';
import { cniKernelReasons } from './cni-kernel-reasons.ts';

const name = 'CNI-Kernel';

/** Kernel modules that the network plugin asks for; it brings its tools in its image, and no kernel. */
export const cniKernelCheck: Check = {
  name,
  title: 'kernel modules of the network plugin',
  group: 'network',
  sources: ['k0s#1270', 'kube-router#539', 'kube-router#775', 'rke2#8498', 'calico#13282', 'cilium#18229'],
  reasons: cniKernelReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['cni', 'cniModules', 'os', 'kernel']),
  names: () => [name],
  judge(input) {
    const { plan, facts } = input;
    const inUse = plan.action === 'reset' ? undefined : cniInUse(plan, facts);
    if (inUse?.main === undefined) return [];
    const needs = needsOf(plan, inUse);
    return needs.length === 0 ? [] : judgeNeeds(input, inUse, needs);
  },
};

/** br_netfilter is judged by its sysctls; rules of iptables are not for a plugin that writes others. */
function needsOf({ proxyMode, cni }: Plan, { plugins }: CniInUse): readonly CniModuleNeed[] {
  const used = cnis.filter((one) => plugins.includes(one));
  const isOther = cni.dataPlane?.value === 'nftables' || cni.dataPlane?.value === 'ebpf';
  return cniModuleNeeds(used, proxyMode.value).filter(
    ({ module, requirement }) =>
      module !== 'br_netfilter' && !(isOther && requirement.modes?.includes('iptables') === true),
  );
}

function judgeNeeds(input: CheckInput, inUse: CniInUse, needs: readonly CniModuleNeed[]): readonly Finding[] {
  const facts = input.facts.cniModules;
  const told = (code: string, verdict: Verdict, args: Args, evidence: readonly Evidence[] = []) =>
    findingOf(
      { check: name, group: 'network' },
      {
        code,
        verdict,
        subject: titleOf(inUse),
        args: { title: titleOf(inUse), ...args },
        evidence: [...evidence, ...inUse.evidence],
        neededBy: inUse.plugins,
      },
    );
  if (facts?.known !== true) {
    const detail = facts?.cause.detail ?? 'the modules were not looked at';
    return [told('cni-kernel.not-told', 'unknown', { detail })];
  }
  const seen = needs.map((need) => ({ ...need, fact: facts.value.byName[need.module] }));
  const lacking = seen.filter(({ fact }) => isLacking(fact));
  const found = [true, false].flatMap((heavy) => {
    const some = lacking.filter((one) => isHeavy(one) === heavy);
    if (some.length === 0) return [];
    const code = heavy ? 'cni-kernel.missing' : 'cni-kernel.less';
    const args = argsOf(some, input.facts);
    return [told(code, heavy ? 'warn' : 'info', args, some.map(evidenceOf))];
  });
  const untold = seen.filter((one) => isHeavy(one) && !isTold(one.fact)).map(({ module }) => module);
  const detail = `neither /proc nor the modules on disk tell of ${untold.join(', ')}`;
  if (untold.length > 0) return [...found, told('cni-kernel.not-told', 'unknown', { detail })];
  return found.length > 0 ? found : [told('cni-kernel.there', 'pass', {})];
}

function isHeavy({ requirement }: CniModuleNeed): boolean {
  return requirement.severity === 'required';
}

type SeenNeed = CniModuleNeed & { readonly fact: ModuleFact | undefined };

function titleOf({ main }: CniInUse): string {
  return main === undefined ? '' : knowledgeOf(main).title;
}

function isLacking(fact: ModuleFact | undefined): boolean {
  return fact?.state === 'absent' || fact?.state === 'blacklisted' || fact?.blockedBy !== undefined;
}

function isTold(fact: ModuleFact | undefined): boolean {
  return fact !== undefined && fact.state !== 'unknown' && fact.state !== 'no-module-tree';
}

function argsOf(lacking: readonly SeenNeed[], { os, kernel }: Facts): Args {
  const release = kernel?.known ? kernel.value.release : '';
  // A kernel that was built without the option has the module in no package.
  const isPackaged = lacking.some(({ fact }) => fact?.state === 'absent' && fact.config !== 'n');
  const advice = isPackaged ? modulePackageFor(os?.known ? os.value : undefined, release) : undefined;
  return {
    modules: lacking.map(({ module }) => module),
    purposes: lacking.map(({ module, requirement }) => `${module}: ${requirement.purpose}`),
    without: lacking[0]?.requirement.without ?? '',
    blocked: lacking.flatMap(({ fact }) => fact?.blockedBy ?? []),
    install: advice?.install ?? '',
    note: advice?.note ?? '',
  };
}

function evidenceOf({ module, option, fact }: SeenNeed): Evidence {
  const config = fact?.config === undefined ? '' : `${option}=${fact.config}`;
  const words = [module, fact?.blockedBy ?? fact?.state ?? '', config].filter((part) => part !== '');
  return { source: fact?.source ?? 'kernel modules', excerpt: words.join(', ') };
}
