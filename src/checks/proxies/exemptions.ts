import { hostOf } from '../../catalog/kubeadm-checks.ts';
import type { Plan } from '../../config/plan.ts';
import { knownSubnets } from '../names/new-node.ts';

/** All that a node and its control plane must reach without a proxy: one NO_PROXY for every finding. */
export function exemptionsOf(plan: Plan): readonly string[] {
  const { advertiseAddress, apiServerEndpoint, serviceSubnets, podSubnets, dnsDomain } = plan;
  const hosts = [hostOf(apiServerEndpoint.value), advertiseAddress.value];
  const subnets = [...knownSubnets(plan, serviceSubnets), ...knownSubnets(plan, podSubnets)];
  const names = ['.svc', `.${dnsDomain.value}`];
  return [...new Set([...hosts, ...subnets, ...names].filter((one) => one !== ''))];
}
