import type { Plan, Planned } from '../../config/plan.ts';

/** An upgraded or reset node has its name, addresses and configuration already; kubeadm looks at none of them. */
export function isNewNode({ action }: Plan): boolean {
  return action === 'init' || action === 'join';
}

/** On join the cluster's subnets are known only where somebody wrote them down. */
export function knownSubnets({ action }: Plan, planned: Planned<readonly string[]>): readonly string[] {
  return action === 'init' || planned.origin.kind !== 'default' ? planned.value : [];
}
