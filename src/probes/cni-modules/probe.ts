import { cniOfType } from '../../catalog/cni-plugins.ts';
import { type Cni, cnis } from '../../catalog/cnis.ts';
import { cniModuleNeeds } from '../../catalog/requirements/cni-modules.ts';
import type { Host } from '../../host/host.ts';
import { cniProbe } from '../cni/probe.ts';
import type { CniFacts } from '../cni/facts.ts';
import { type Fact, known } from '../fact.ts';
import { createModuleEvidence } from '../netfilter/module-evidence.ts';
import type { Ask, Probe, Survey } from '../probe.ts';

/** The modules of the planned network plugin, or else of the one that this host is set up with. */
export const cniModulesProbe: Probe<'cniModules'> = {
  name: 'cniModules',
  deadlineMs: 4000,
  async run(host, survey, ask) {
    const plugins = await pluginsOf(host, survey, ask);
    const needs = cniModuleNeeds(plugins).map(({ module, option }) => ({ module, option }));
    if (needs.length === 0) return known({ byName: {} });
    const facts = await createModuleEvidence(host, ask).factsFor(needs);
    return known({ byName: Object.fromEntries(facts.map((fact) => [fact.module, fact])) });
  },
};

async function pluginsOf(host: Host, survey: Survey, ask: Ask | undefined): Promise<readonly Cni[]> {
  const planned = cnis.filter((one) => survey.cni?.includes(one) === true);
  if (planned.length > 0) return planned;
  const seen = await (ask === undefined ? cniProbe.run(host, survey) : ask('cni'));
  return seenIn(seen);
}

function seenIn(fact: Fact<CniFacts>): readonly Cni[] {
  const [first] = fact.known ? fact.value.configs : [];
  if (first?.state !== 'valid') return [];
  return first.plugins.flatMap(({ type, bridge }) => cniOfType(type, bridge) ?? []);
}
