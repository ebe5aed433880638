import type { Plan } from '../config/plan.ts';
import type { Stance } from './check.ts';

/** The kubeadm release that policy `kubeadm` reproduces. */
export function kubeadmReleaseOf(plan: Plan, { kubeadmVersion }: Stance): string {
  return kubeadmVersion ?? plan.kubernetesVersion.value;
}
