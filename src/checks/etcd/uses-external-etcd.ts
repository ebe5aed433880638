import type { Plan } from '../../config/plan.ts';

/** Whether the API server of this node will keep its data in an etcd that kubeadm does not run. */
export function usesExternalEtcd({ action, etcd, role }: Plan): boolean {
  return action !== 'reset' && role.value === 'control-plane' && etcd.external;
}
