import { cnis } from '../../src/catalog/cnis.ts';
import { cniModuleNeeds } from '../../src/catalog/requirements/cni-modules.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { ModuleFact } from '../../src/probes/netfilter/facts.ts';

/** All modules that network plugins ask for are on disk, but for what is named. */
export function cniModulesWith(...given: readonly ModuleFact[]): Pick<Facts, 'cniModules'> {
  const usual = cniModuleNeeds(cnis).map(({ module }): ModuleFact => ({ module, state: 'on-disk' }));
  const facts = [...usual, ...given];
  return { cniModules: known({ byName: Object.fromEntries(facts.map((fact) => [fact.module, fact])) }) };
}
