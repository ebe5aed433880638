import type { ProxyMode } from '../../config/plan.ts';
import type { Cni } from '../cnis.ts';
import { cniRequirements } from './cni.ts';
import type { NodeRequirement } from './requirement.ts';

export interface CniModuleNeed {
  readonly module: string;
  readonly option: string;
  readonly requirement: NodeRequirement;
}

/** The kernel modules that these plugins ask for. @param mode absent: in whatever mode of kube-proxy */
export function cniModuleNeeds(plugins: readonly Cni[], mode?: ProxyMode | 'none'): readonly CniModuleNeed[] {
  return cniRequirements
    .filter(({ kind, component }) => kind === 'module' && plugins.some((one) => one === component))
    .filter(({ modes }) => mode === undefined || (modes?.includes(mode) ?? true))
    .flatMap((requirement) =>
      (requirement.modules ?? []).map(({ module, option }) => ({ module, option, requirement })),
    );
}
