import type { Check, Stance } from '../checks/check.ts';
import type { Plan } from '../config/plan.ts';
import type { ProbeName } from '../probes/facts.ts';

/** For the head of every report. */
const always = ['os', 'kernel', 'privilege'] as const satisfies readonly ProbeName[];

/** The checks of this plan's role; under policy `kubeadm` those that kubeadm has. */
export function checksFor(checks: readonly Check[], plan: Plan, { policy }: Stance): readonly Check[] {
  return checks.filter(
    ({ roles, kubeadms }) =>
      (roles?.includes(plan.role.value) ?? true) && (policy !== 'kubeadm' || kubeadms === true),
  );
}

/** The probes that these checks want, each once. */
export function neededProbes(checks: readonly Check[], plan: Plan, stance: Stance): readonly ProbeName[] {
  const wanted = checksFor(checks, plan, stance).flatMap((check) => check.needs(plan, stance));
  return [...new Set<ProbeName>([...always, ...wanted])];
}
