import type { Demand, Requirement } from '../../src/config/own-files/requirement.ts';
import { known } from '../../src/probes/fact.ts';
import type { Fact } from '../../src/probes/fact.ts';
import type { CustomFacts } from '../../src/probes/custom/facts.ts';

/** A requirement from line 4 of requirements.yaml, called `own`. */
export function requirementOf(demand: Demand, overrides: Partial<Requirement> = {}): Requirement {
  const origin = { kind: 'file', file: 'requirements.yaml', line: 4, column: 9, field: 'name' } as const;
  return {
    name: { value: 'own', origin },
    demand,
    severity: 'fail',
    neededBy: ['security team'],
    why: 'audits would fail',
    source: '',
    actions: [],
    roles: [],
    modes: [],
    hosts: [],
    mend: { what: '', now: [], persistent: [], verify: [] },
    ...overrides,
  };
}

export function customFacts(facts: Partial<CustomFacts> = {}): Fact<CustomFacts> {
  return known({ versions: {}, sysctls: {}, modules: {}, files: {}, ...facts });
}
