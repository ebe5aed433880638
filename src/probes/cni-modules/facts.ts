import type { ModuleFact } from '../netfilter/facts.ts';

/** Where the kernel modules stand that network plugins ask for. */
export interface CniModulesFacts {
  /** By name; none where no plugin is known that would ask for one. */
  readonly byName: Readonly<Record<string, ModuleFact>>;
}
