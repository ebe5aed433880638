import { executablesOf, executableUses } from '../../catalog/executables.ts';
import { proxyToolsOf, usersOf, whyOnHost } from '../../catalog/tools.ts';
import type { Plan, ProxyMode } from '../../config/plan.ts';
import type { Stance } from '../check.ts';
import type { Demand } from './tool-finding.ts';

/** The tools of a proxy mode, with who runs them here. */
export function proxyDemands(plan: Plan, { kubeProxy }: Stance, mode: ProxyMode | 'none'): readonly Demand[] {
  return proxyToolsOf(mode, plan.families.value).map((need) =>
    Object.assign(
      { neededBy: usersOf(need.name, mode, kubeProxy), why: whyOnHost(need.name, mode, kubeProxy) },
      need,
    ),
  );
}

/** What the kubelet and kubeadm of this release run themselves, whatever the mode. */
export function nodeDemands(plan: Plan): readonly Demand[] {
  const action = plan.action === 'upgrade' ? 'init' : plan.action;
  return executablesOf(plan.kubernetesVersion.value, { action }).flatMap(({ name }) => {
    const use = executableUses[name];
    return use === undefined ? [] : [{ name, leader: name, neededBy: [use.neededBy], why: use.why }];
  });
}
