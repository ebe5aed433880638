import { applies } from '../../catalog/requirements/applies.ts';
import type { NodeRequirement } from '../../catalog/requirements/requirement.ts';
import type { Plan, ProxyMode } from '../../config/plan.ts';
import type { Stance } from '../check.ts';
import type { Demand } from './tool-finding.ts';

/** The tools of the catalogue that this plan asks for with a proxy mode; what kubeadm alone asks for is not among them. */
function demanded(
  entries: readonly NodeRequirement[],
  plan: Plan,
  mode: ProxyMode | 'none',
  place: Stance['kubeProxy'],
): readonly NodeRequirement[] {
  const situation = {
    mode,
    place,
    release: plan.kubernetesVersion.value,
    families: plan.families.value,
    cnis: [],
  };
  return entries.filter((entry) => entry.demandedBy === undefined && applies(entry, situation));
}

function toDemand({ name, tool, neededBy, purpose }: NodeRequirement): Demand {
  const { leader = name, minimum, minimumSource } = tool ?? {};
  return {
    name,
    leader,
    ...(minimum === undefined ? {} : { minimum }),
    ...(minimumSource === undefined ? {} : { minimumSource }),
    neededBy,
    why: purpose,
  };
}

/** The tools of a proxy mode, with who runs them here. Whether a release has the mode, ProxyMode says. */
export function proxyDemands(
  entries: readonly NodeRequirement[],
  plan: Plan,
  { kubeProxy }: Stance,
  mode: ProxyMode | 'none',
): readonly Demand[] {
  const timeless = entries
    .filter(({ component }) => component === 'kube-proxy')
    .map(({ from: _from, until: _until, ...entry }) => entry);
  const demands = demanded(timeless, plan, mode, kubeProxy).map(toDemand);
  const names = new Set(demands.map(({ name }) => name));
  // Where one family is in use its first tool leads.
  const first = (leader: string) => demands.find((one) => one.leader === leader)?.name ?? leader;
  return demands.map((one) => (names.has(one.leader) ? one : { ...one, leader: first(one.leader) }));
}

/** What the kubelet and kubeadm of this release run themselves, whatever the mode. */
export function nodeDemands(entries: readonly NodeRequirement[], plan: Plan): readonly Demand[] {
  if (plan.action === 'reset') return [];
  const own = entries.filter(({ component }) => component !== 'kube-proxy');
  return demanded(own, plan, plan.proxyMode.value, 'pod').map(toDemand);
}
