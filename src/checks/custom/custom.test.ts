import { describe, expect, it } from 'vitest';
import { customFacts, requirementOf } from '../../../test/builders/custom.ts';
import { absent, factsOf } from '../../../test/builders/facts.ts';
import { planOf } from '../../../test/builders/plan.ts';
import { cases } from '../../../test/cases/custom.ts';
import { findingsOf, usualStance } from '../../../test/check-cases.ts';
import { runCases } from '../../../test/run-cases.ts';
import type { Requirement } from '../../config/own-files/requirement.ts';
import { customCheck } from './custom.ts';

runCases(cases);

function told(overrides: Partial<Requirement>) {
  const demand = { kind: 'tool', tool: 'auditctl', minimum: '', versionArgument: '-V' } as const;
  const plan = planOf({ requirements: [requirementOf(demand, overrides)] });
  return findingsOf(customCheck, { plan, facts: factsOf({ with: [absent('auditctl')] }) })[0];
}

describe('customCheck', () => {
  it('says who needs it, why, and where that is written', () => {
    expect(told({ source: 'SEC-12' })).toMatchObject({
      says: 'auditctl is not installed',
      need: 'auditctl works: audits would fail (SEC-12)',
      neededBy: ['security team'],
      evidence: [{ source: 'search path' }, { source: 'requirements.yaml:4:9' }],
    });
  });

  it("gives the file's own remedy, and nothing beside it", () => {
    const mend = { what: 'ask the audit team', now: ['apt-get install auditd'], persistent: [], verify: [] };
    expect(told({ mend })?.remedies).toEqual([
      { what: 'ask the audit team', now: ['apt-get install auditd'], verify: ['command -v auditctl'] },
    ]);
  });

  it('sets a sysctl now and at boot where the file does not say how', () => {
    const demand = { kind: 'sysctl', key: 'vm/max_map_count', values: [], minimum: 262_144 } as const;
    const plan = planOf({ requirements: [requirementOf(demand)] });
    const sysctls = { 'vm/max_map_count': { value: '65530' } };
    const facts = factsOf({
      custom: { known: true, value: { versions: {}, sysctls, modules: {}, files: {} } },
    });
    expect(findingsOf(customCheck, { plan, facts })[0]?.remedies).toEqual([
      {
        what: 'see to it that vm.max_map_count is at least 262144',
        now: ['sysctl -w vm.max_map_count=262144'],
        persistent: ["echo 'vm.max_map_count = 262144' > /etc/sysctl.d/90-vm-max_map_count.conf"],
        verify: ['sysctl vm.max_map_count'],
        steps: [
          {
            kind: 'sysctl',
            key: 'vm/max_map_count',
            value: '262144',
            keep: { file: '/etc/sysctl.d/90-vm-max_map_count.conf', line: 'vm.max_map_count = 262144' },
          },
        ],
      },
    ]);
  });

  it('loads a module that is on disk', () => {
    const demand = { kind: 'module', module: 'dm_crypt', state: 'loaded' } as const;
    const plan = planOf({ requirements: [requirementOf(demand)] });
    const modules = { dm_crypt: { module: 'dm_crypt', state: 'on-disk', source: 'modules.dep' } } as const;
    const facts = factsOf({ custom: customFacts({ modules }) });
    expect(findingsOf(customCheck, { plan, facts })[0]?.remedies?.[0]?.steps).toEqual([
      { kind: 'module', module: 'dm_crypt', file: '/etc/modules-load.d/dm_crypt.conf' },
    ]);
  });

  it.each([
    ['named for this system', { debian: 'auditd', any: 'audit' }, 'apt-get install auditd'],
    ['of one name everywhere', { any: 'audit' }, 'apt-get install audit'],
    ['named for others', { rhel: 'audit' }, undefined],
    ['not named', undefined, undefined],
  ])('installs a tool whose package is %s', (_, packages, install) => {
    const base = { kind: 'tool', tool: 'auditctl', minimum: '', versionArgument: '-V' } as const;
    const demand = packages === undefined ? base : { ...base, packages };
    const plan = planOf({ requirements: [requirementOf(demand)] });
    const remedy = findingsOf(customCheck, { plan, facts: factsOf({ with: [absent('auditctl')] }) })[0]
      ?.remedies?.[0];
    expect(remedy?.now).toEqual(install === undefined ? undefined : [install]);
    expect(remedy?.steps).toEqual(
      install === undefined
        ? undefined
        : [{ kind: 'package', install, done: [['command', '-v', 'auditctl']] }],
    );
  });

  it("leaves the file's own commands to a person", () => {
    const mend = { what: '', now: ['apt-get install auditd'], persistent: [], verify: [] };
    expect(told({ mend })?.remedies?.[0]).not.toHaveProperty('steps');
  });

  it('asks for the probes of its requirements only', () => {
    const demand = { kind: 'port', port: 9100, protocol: 'tcp', state: 'free' } as const;
    const plan = planOf({ requirements: [requirementOf(demand)] });
    expect(customCheck.needs(plan, usualStance)).toEqual(['ports']);
    expect(customCheck.needs(planOf(), usualStance)).toEqual([]);
  });
});
