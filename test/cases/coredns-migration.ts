import { corednsMigrationCheck } from '../../src/checks/cluster/coredns.ts';
import { known } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { clusterOf, forbidden, found } from '../builders/cluster.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'upgrade', phase: 'upgrade apply' });
const running = (version: string): Facts =>
  factsOf({ cluster: known(clusterOf({ upgrade: { corednsVersion: found(version) } })) });

export const cases: CheckCases = {
  check: corednsMigrationCheck,
  cases: [
    { name: 'an older CoreDNS', plan, says: ['pass coredns.migrates'] },
    { name: 'the same', plan, facts: running('1.14.2'), says: ['pass coredns.migrates'] },
    { name: 'a newer one', plan, facts: running('v1.15.0'), says: ['fail coredns.newer'] },
    {
      name: 'one of a vendor',
      plan,
      facts: running('1.12.1-hotfix'),
      says: ['fail coredns.foreign-version'],
    },
    {
      name: 'not readable',
      plan,
      facts: factsOf({ cluster: known(clusterOf({ upgrade: { corednsVersion: forbidden() } })) }),
      says: ['unknown cluster.not-told'],
    },
    { name: 'init', says: [] },
  ],
};
