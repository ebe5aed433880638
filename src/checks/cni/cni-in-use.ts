import type { CniName } from '../../catalog/cnis.ts';
import { cniOfType, mainOf, type MainCni } from '../../catalog/cni-plugins.ts';
import type { Plan } from '../../config/plan.ts';
import type { Evidence } from '../../findings/finding.ts';
import type { CniConfig } from '../../probes/cni/facts.ts';
import type { Facts } from '../../probes/facts.ts';
import { plannedEvidence } from '../finding-of.ts';

type ValidConfig = Extract<CniConfig, { state: 'valid' }>;

/** The network plugin that the node is judged for. */
export interface CniInUse {
  readonly plugins: readonly CniName[];
  /** Absent: none that is known here connects the Pods. */
  readonly main?: MainCni;
  readonly evidence: readonly Evidence[];
}

/** As somebody said; else as this host is set up. undefined: neither tells. */
export function cniInUse(plan: Plan, facts: Facts): CniInUse | undefined {
  const { plugins } = plan.cni;
  if (plugins.value.length > 0) return inUse(plugins.value, [plannedEvidence(plugins)]);
  const config = configInForce(facts);
  return config && inUse(pluginsOf(config), [configEvidence(config)]);
}

function inUse(plugins: readonly CniName[], evidence: readonly Evidence[]): CniInUse {
  const main = mainOf(plugins);
  return { plugins, evidence, ...(main === undefined ? {} : { main }) };
}

/** The configuration that every runtime takes: the first by name, if it is one. */
export function configInForce({ cni }: Facts): ValidConfig | undefined {
  const [first] = cni?.known === true ? cni.value.configs : [];
  return first?.state === 'valid' ? first : undefined;
}

/** Types of plugins, those that they hand their work to included. */
export function typesOf({ plugins }: ValidConfig): readonly string[] {
  return plugins.flatMap(({ type, delegate }) => [type, ...(delegate === undefined ? [] : [delegate])]);
}

export function pluginsOf({ plugins }: ValidConfig): readonly CniName[] {
  const found = plugins.flatMap(({ type, bridge }) => cniOfType(type, bridge) ?? []);
  return [...new Set(found)];
}

export function configEvidence(config: ValidConfig): Evidence {
  return { source: config.file, excerpt: typesOf(config).join(', ') };
}
