import { controlPlaneNodesCheck } from '../../src/checks/cluster/control-plane-nodes.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import { clusterOf, forbidden, found } from '../builders/cluster.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'upgrade', phase: 'upgrade apply' });
const controlPlanes = found([
  { name: 'cp-1', ready: true },
  { name: 'cp-2', ready: false },
]);

export const cases: CheckCases = {
  check: controlPlaneNodesCheck,
  cases: [
    { name: 'all Ready', plan, says: ['pass nodes.ready'] },
    { name: 'init', says: [] },
    { name: 'upgrade node', plan: planOf({ action: 'upgrade', phase: 'upgrade node' }), says: [] },
    {
      name: 'one is not',
      plan,
      facts: factsOf({ cluster: known(clusterOf({ upgrade: { controlPlanes } })) }),
      says: ['fail nodes.not-ready'],
    },
    {
      name: 'nodes may not be listed',
      plan,
      facts: factsOf({ cluster: known(clusterOf({ upgrade: { controlPlanes: forbidden() } })) }),
      says: ['unknown cluster.not-told'],
    },
    {
      name: 'nobody asked',
      plan,
      facts: factsOf({ cluster: unknown('not-collected', 'no cluster was asked') }),
      stance: { policy: 'kubeadm' },
      says: ['unknown cluster.not-told'],
    },
  ],
};
