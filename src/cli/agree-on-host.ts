import { checks } from '../checks/registry.ts';
import type { Stance } from '../checks/check.ts';
import type { ClusterSeen } from '../config/cluster-seen.ts';
import type { Plan } from '../config/plan.ts';
import { agreeWithKubeadm } from '../engine/agree-with-kubeadm.ts';
import { judgeWaived } from '../engine/judge-waived.ts';
import { judge } from '../engine/judge.ts';
import { neededProbes } from '../engine/needed-probes.ts';
import { surveyOf } from '../engine/survey.ts';
import type { KubeadmArgs } from '../findings/kubeadm-args.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { stanceOf } from './judge-host.ts';
import { collectFor } from './look-or-held.ts';

/**
 * Looks once, and judges the same facts twice: by the policy of this program, and as kubeadm does.
 * @param release of kubeadm; absent: the planned one, whose preflight may be left out as a whole
 */
export async function agreeOnHost(
  plan: Plan,
  cluster: ClusterSeen | undefined,
  release: string | undefined,
  flags: FlagValues,
  context: Context,
): Promise<KubeadmArgs> {
  const stance = stanceOf(flags);
  const kubeadmVersion = release ?? plan.kubernetesVersion.value;
  const kubeadm: Stance = { ...stance, policy: 'kubeadm', kubeadmVersion };
  const names = [stance, kubeadm].flatMap((one) => neededProbes(checks, plan, one));
  const options = cluster === undefined ? {} : { cluster };
  const [own, theirs] = [surveyOf(plan, stance, options), surveyOf(plan, kubeadm, options)];
  const tools = [...new Set([...own.tools, ...theirs.tools])];
  const { facts } = await collectFor(context, names, { ...own, tools });
  // A port is tried by listening: the same one on two addresses at once would be in its own way.
  const second = await collectFor(context, ['ports'], theirs);
  return agreeWithKubeadm({
    plan,
    release: kubeadmVersion,
    own: judgeWaived(checks, { plan, facts, stance }, context.today()),
    kubeadm: judge(
      checks,
      // kubeadm knows nothing of requirements of one's own.
      { plan: { ...plan, requirements: [] }, facts: { ...facts, ...second.facts }, stance: kubeadm },
      { names: new Map(), all: undefined },
    ),
    maySkip: release === undefined,
  });
}
