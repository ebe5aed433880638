import { createJobCheck } from '../../src/checks/cluster/create-job.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { clusterOf, found } from '../builders/cluster.ts';
import { factsOf } from '../builders/facts.ts';
import { byDefault, planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'upgrade', phase: 'upgrade apply' });
const cordoned = factsOf({ cluster: known(clusterOf({ upgrade: { schedulable: found(false) } })) });

export const cases: CheckCases = {
  check: createJobCheck,
  cases: [
    { name: 'not tried', plan, says: ['info job.not-tried'] },
    {
      name: 'not tried, under the policy of kubeadm',
      plan,
      stance: { policy: 'kubeadm' },
      says: ['unknown job.not-tried'],
    },
    { name: 'init', says: [] },
    { name: 'a dry run', plan: { ...plan, dryRun: byDefault(true) }, says: ['pass job.would-run'] },
    { name: 'every node cordoned', plan, facts: cordoned, says: ['warn job.no-node'] },
    {
      name: 'the same in 1.30, which tries all the same',
      plan: planOf({ action: 'upgrade', phase: 'upgrade apply', version: 'v1.30.2' }),
      facts: cordoned,
      says: ['info job.not-tried'],
    },
    {
      name: 'nobody asked',
      plan,
      facts: factsOf({ cluster: unknown('not-collected', 'no cluster was asked') }),
      says: ['unknown cluster.not-told'],
    },
  ],
};
