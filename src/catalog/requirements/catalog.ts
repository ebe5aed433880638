import { applies } from './applies.ts';
import { cniRequirements } from './cni.ts';
import { fileRequirements, machineRequirements } from './files.ts';
import { kernelRequirements } from './kernel.ts';
import { portRequirements } from './ports.ts';
import { type NodeRequirement, requirementKinds, type Situation } from './requirement.ts';
import { sysctlRequirements } from './sysctls.ts';
import { toolRequirements } from './tools.ts';
import { versionRequirements } from './versions.ts';

/** Everything that is known here to be asked of a node: of every mode, release and network plugin. */
export const catalog: readonly NodeRequirement[] = [
  ...toolRequirements,
  ...versionRequirements,
  ...kernelRequirements,
  ...sysctlRequirements,
  ...portRequirements,
  ...fileRequirements,
  ...machineRequirements,
  ...cniRequirements,
];

/** What a node of this kind needs, by kind of requirement. */
export function requirementsOf(
  situation: Situation,
  entries: readonly NodeRequirement[] = catalog,
): readonly NodeRequirement[] {
  const own = entries.filter((entry) => applies(entry, situation));
  return requirementKinds.flatMap((kind) => own.filter((entry) => entry.kind === kind));
}
