import type { Plan } from '../../config/plan.ts';

/** kubeadm asks for CPUs and memory where a control plane begins; one that runs has shown that it can. */
export function beginsControlPlane({ action, role }: Plan): boolean {
  return role.value === 'control-plane' && (action === 'init' || action === 'join');
}
