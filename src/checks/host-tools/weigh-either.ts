import type { NodeRequirement } from '../../catalog/requirements/requirement.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckInput } from '../check.ts';
import { nodeDemands, proxyDemands } from './demands-of.ts';
import { judgeDemands } from './judge-demands.ts';
import { otherWayOut } from './other-mode.ts';

/**
 * Policy `either` (kubeadm#3132, proposal B): fails only when neither iptables nor nft works;
 * whatever else is amiss for the mode warns.
 */
export function weighEither(
  entries: readonly NodeRequirement[],
  { plan, facts, stance }: CheckInput,
): readonly Finding[] {
  const mode = plan.proxyMode.value;
  const node = judgeDemands(nodeDemands(entries, plan), facts).map(asWarning);
  if (mode === 'none') return node;
  const own = judgeDemands(proxyDemands(entries, plan, stance, mode), facts);
  const iptables = judgeDemands(proxyDemands(entries, plan, stance, 'iptables'), facts).slice(0, 1);
  const nft = judgeDemands(proxyDemands(entries, plan, stance, 'nftables'), facts);
  const either = [...iptables, ...nft];
  if (either.some(isSound)) return [...own.map(asWarning), ...node];
  const names = new Set(either.map(({ check }) => check));
  const others = own.filter(({ check }) => !names.has(check)).map(asWarning);
  // One of the two that could not be told may yet be sound: then nothing is shown to fail.
  const isShown = either.every(({ verdict }) => verdict === 'fail');
  const otherWay = otherWayOut(plan, facts);
  const weighed = either.map((finding) => ({
    ...(isShown ? finding : asWarning(finding)),
    args: { ...finding.args, otherWay },
  }));
  return [...weighed, ...others, ...node];
}

function isSound({ verdict }: Finding): boolean {
  return verdict !== 'fail' && verdict !== 'unknown';
}

function asWarning(finding: Finding): Finding {
  return finding.verdict === 'fail' ? { ...finding, verdict: 'warn' } : finding;
}
