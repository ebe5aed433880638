import type { Check, CheckInput } from '../checks/check.ts';
import { namesOfHost } from '../config/own-files/host-pattern.ts';
import type { ToldFinding } from '../findings/finding.ts';
import { inOrder, judge } from './judge.ts';
import { applyWaivers } from './waivers.ts';

/** Judges, and applies the waivers of the plan as they stand on this day. */
export function judgeWaived(
  checks: readonly Check[],
  input: CheckInput,
  today: string,
): readonly ToldFinding[] {
  const { plan, facts, stance } = input;
  const findings = judge(checks, input);
  const hostName = facts.os?.known === true ? facts.os.value.hostName : '';
  const hostNames = namesOfHost(hostName, plan.nodeName.value);
  const waived = applyWaivers(findings, { plan, checks, hostNames, today });
  return stance.policy === 'kubeadm' ? waived : waived.toSorted(inOrder);
}
