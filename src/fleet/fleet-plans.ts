import { memberFile } from '../catalog/node-files.ts';
import type { ClusterSeen } from '../config/cluster-seen.ts';
import type { ConfigError } from '../config/config-error.ts';
import type { PlanRequest, PlanResult } from '../config/load-plan.ts';
import type { Action, Plan, Role } from '../config/plan.ts';
import { isDnsName } from '../config/plan-network.ts';
import type { FactsDocument, NodeIdentity } from '../snapshot/facts-document.ts';

/** `auto`: each node as what it is, a member of a cluster as it is upgraded, any other as it joins. */
export type FleetAction = 'auto' | 'init' | 'join' | 'upgrade';
type NodeAction = Exclude<FleetAction, 'auto'>;

export interface PlanSource {
  readonly action: FleetAction;
  readonly role: Role;
  /** The plan of one host, from flags, files and the cluster. Files and cluster are read once. */
  load(action: Action, host: PlanRequest['host']): Promise<PlanResult>;
}

interface Template {
  readonly plan: Plan;
  readonly cluster?: ClusterSeen;
}

export type NodePlan =
  | { readonly ok: true; readonly plan: Plan; readonly cluster?: ClusterSeen }
  | { readonly ok: false; readonly why: string };

export interface FleetPlans {
  /** For the head of the report. */
  readonly head: Plan;
  planFor(document: FactsDocument): Promise<NodePlan>;
}

export type Plans =
  | { readonly ok: true; readonly plans: FleetPlans }
  | { readonly ok: false; readonly errors: readonly ConfigError[] };

/** In place of a host, for all that hosts do not decide. Documentation addresses, RFC 5737. */
const standIn = { hostName: 'node', addresses: ['192.0.2.1'] } as const;

/**
 * The plan of every node: one is made in full for each action, and a node's own name and address are put into
 * it, which is all that a plan takes of a host; where they are unusual the plan is made anew.
 */
export async function fleetPlans(source: PlanSource): Promise<Plans> {
  const actions: readonly NodeAction[] = source.action === 'auto' ? ['upgrade', 'join'] : [source.action];
  const templates = new Map<NodeAction, Template>();
  for (const action of actions) {
    const result = await loadFor(action, source, standIn);
    if (!result.ok) return result;
    templates.set(action, result);
  }
  const [head] = [...templates.values()];
  if (head === undefined) throw new Error('a fleet is judged for one action at least');
  return {
    ok: true,
    plans: { head: head.plan, planFor: (document) => planFor(document, source, templates) },
  };
}

async function planFor(
  { identity, facts }: FactsDocument,
  source: PlanSource,
  templates: ReadonlyMap<NodeAction, Template>,
): Promise<NodePlan> {
  const action = source.action === 'auto' ? actionOf(facts) : source.action;
  const template = templates.get(action);
  const own = template === undefined ? undefined : withHost(template.plan, identity);
  if (template !== undefined && own !== undefined) return { ok: true, ...template, plan: own };
  const { hostName, addresses } = identity;
  const result = await loadFor(action, source, { hostName, addresses });
  if (result.ok) return result;
  return { ok: false, why: `no plan can be made for it: ${result.errors[0]?.message ?? ''}` };
}

function actionOf({ paths }: FactsDocument['facts']): NodeAction {
  const kind = paths?.known === true ? paths.value.byPath[memberFile]?.kind : undefined;
  return kind === 'file' || kind === 'other' ? 'upgrade' : 'join';
}

/** undefined: the host would make another plan than the template in more than its name and address. */
function withHost(plan: Plan, { hostName, addresses }: NodeIdentity): Plan | undefined {
  const name = hostName.trim().toLowerCase();
  const [address] = addresses;
  if (!isDnsName(name) || address === undefined) return undefined;
  const { nodeName, advertiseAddress } = plan;
  return {
    ...plan,
    nodeName: nodeName.origin.kind === 'host' ? { ...nodeName, value: name } : nodeName,
    advertiseAddress:
      advertiseAddress.origin.kind === 'host' ? { ...advertiseAddress, value: address } : advertiseAddress,
  };
}

/** The document that each command of kubeadm demands; a fleet is judged by that of its cluster, too. */
const demanded: ReadonlySet<string> = new Set(['config.no-join', 'config.no-upgrade']);

async function loadFor(
  action: NodeAction,
  source: PlanSource,
  host: PlanRequest['host'],
): Promise<PlanResult> {
  const result = await source.load(action, host);
  const lacks = !result.ok && result.errors.every(({ code }) => demanded.has(code));
  if (!lacks || source.action !== 'auto') return result;
  const initial = await source.load('init', host);
  return initial.ok ? { ...initial, plan: asMember(initial.plan, action, source.role) } : initial;
}

/** The configuration that a cluster was made with, for a node that is or becomes its member. */
function asMember(plan: Plan, action: NodeAction, role: Role): Plan {
  const { origin } = plan.role;
  if (action === 'upgrade') return { ...plan, action, phase: 'upgrade node' };
  return { ...plan, action: 'join', phase: 'join', role: { value: role, origin } };
}
