import { cnis } from '../cnis.ts';
import { isAtLeast } from '../release.ts';
import type { NodeRequirement, Situation } from './requirement.ts';

/** Whether a release has a requirement. */
export function isOfRelease({ from, until }: NodeRequirement, release: string): boolean {
  return (
    (from === undefined || isAtLeast(release, from)) && (until === undefined || !isAtLeast(release, until))
  );
}

/** Whether a node of this kind has a requirement. */
export function applies(requirement: NodeRequirement, situation: Situation): boolean {
  const { component, modes, place, families, role } = requirement;
  const { mode } = situation;
  if (component === 'kube-proxy' && mode === 'none') return false;
  const cni = cnis.find((one) => one === component);
  if (cni !== undefined && !situation.cnis.includes(cni)) return false;
  return (
    isOfRelease(requirement, situation.release) &&
    (modes?.includes(mode) ?? true) &&
    (place === undefined || place === situation.place) &&
    (families?.some((family) => situation.families.includes(family)) ?? true) &&
    (role === undefined || situation.role === undefined || role === situation.role)
  );
}
