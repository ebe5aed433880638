import { knowledgeOf } from '../../catalog/cni-plugins.ts';
import { hasLegacyIptables } from '../../catalog/packages.ts';
import type { Finding, Verdict } from '../../findings/finding.ts';
import type { CheckInput } from '../check.ts';
import { plannedEvidence } from '../finding-of.ts';
import { cniFinding } from './cni-finding.ts';
import type { CniInUse } from './cni-in-use.ts';

/** The mode of kube-proxy and the rules of the plugin: some must move together. */
export function judgeDataPlane({ plan, facts }: CheckInput, inUse: CniInUse): readonly Finding[] {
  const { proxyMode, cni } = plan;
  const { main, plugins } = inUse;
  const mode = proxyMode.value;
  if (main === undefined || mode === 'none') return [];
  const { dataPlane } = cni;
  const isNft = mode === 'nftables';
  const told = (code: string, verdict: Verdict): readonly Finding[] => [
    cniFinding({
      of: 'dataPlane',
      code,
      verdict,
      subject: knowledgeOf(main).title,
      args: { mode, plane: dataPlane?.value ?? '', title: knowledgeOf(main).title },
      evidence: [plannedEvidence(proxyMode), ...(dataPlane ? [plannedEvidence(dataPlane)] : inUse.evidence)],
      neededBy: [main, 'kube-proxy'],
    }),
  ];
  if (main === 'calico') {
    // Felix follows kube-proxy where it is told auto, and needs no rules of either kind with eBPF.
    if (dataPlane === undefined)
      return isNft && !servesItself(plan.cni) ? told('cni.plane-not-said', 'info') : [];
    const isFollowing = dataPlane.value === 'auto' || dataPlane.value === 'ebpf';
    return isFollowing || (dataPlane.value === 'nftables') === isNft ? [] : told('cni.plane-differs', 'warn');
  }
  if (!isNft) return [];
  if (main === 'flannel' && plugins.includes('flannel') && dataPlane?.value === 'iptables') {
    const system = facts.os?.known === true ? facts.os.value : undefined;
    return told('cni.plane-iptables', hasLegacyIptables(system) ? 'info' : 'warn');
  }
  return main === 'kube-router' && !servesItself(plan.cni) ? told('cni.not-tried', 'warn') : [];
}

function servesItself({ servesServices }: CheckInput['plan']['cni']): boolean {
  return servesServices?.value === true;
}
