import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import { findingOf } from '../finding-of.ts';

/** What the check says of: the plugin as a whole, and each of its sides by a name that can be ignored. */
export const cniCheckNames = {
  whole: 'CNI',
  config: 'CNI-Config',
  services: 'CNI-Services',
  dataPlane: 'CNI-DataPlane',
  tools: 'CNI-Tools',
} as const;

interface Told {
  readonly of: keyof typeof cniCheckNames;
  readonly code: string;
  readonly verdict: Verdict;
  readonly subject: string;
  readonly args?: Args;
  readonly evidence?: readonly Evidence[];
  readonly neededBy?: readonly string[];
}

export function cniFinding({ of, ...told }: Told): Finding {
  return findingOf({ check: cniCheckNames[of], group: 'network' }, told);
}
