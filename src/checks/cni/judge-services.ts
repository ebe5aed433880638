import { knowledgeOf, type MainCni } from '../../catalog/cni-plugins.ts';
import type { CniPlan, Planned } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckInput } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { cniFinding } from './cni-finding.ts';

/** Services are to be served by one: kube-proxy, or the network plugin. */
export function judgeServices({ plan }: CheckInput, main: MainCni): readonly Finding[] {
  const { proxyMode, cni } = plan;
  const serves = servesServices(cni, main);
  const hasProxy = proxyMode.value !== 'none';
  if (serves === undefined || serves.value !== hasProxy) return [];
  // The operator of Calico takes kube-proxy off the nodes by itself, and wants to find it there.
  if (hasProxy && cni.removesKubeProxy?.value === true) return [];
  const { title } = knowledgeOf(main);
  return [
    cniFinding({
      of: 'services',
      code: hasProxy ? 'cni.both-serve' : 'cni.nobody-serves',
      // Cilium gets along with a kube-proxy whose rules nothing hits; the others write the same rules or sets.
      verdict: hasProxy && main === 'cilium' ? 'info' : 'warn',
      subject: title,
      args: { cni: main, title, mode: proxyMode.value, action: plan.action },
      evidence: [plannedEvidence(serves), plannedEvidence(proxyMode)],
      neededBy: ['every Service'],
    }),
  ];
}

/** flannel and bridge alone serve none, whoever names them. */
function servesServices(cni: CniPlan, main: MainCni): Planned<boolean> | undefined {
  if (cni.servesServices !== undefined) return cni.servesServices;
  return main === 'flannel' && cni.plugins.value.includes('flannel')
    ? { value: false, origin: cni.plugins.origin }
    : undefined;
}
