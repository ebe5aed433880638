import type { Check } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { clusterCause, needsHealth, notTold, notToldReason, reachedCluster } from './asked-cluster.ts';

const name = 'ControlPlaneNodesReady';
const about = { check: name, group: 'cluster' } as const;
const what = 'the list of control-plane nodes';

/** All nodes labelled as control plane are Ready, before one of them is upgraded. */
export const controlPlaneNodesCheck: Check = {
  name,
  title: 'control-plane nodes',
  group: 'cluster',
  sources: ['kubeadm: cmd/kubeadm/app/phases/upgrade/health.go'],
  kubeadms: true,
  reasons: [
    {
      code: 'nodes.ready',
      means: 'Every control-plane node is Ready.',
      words: ({ count }) => ({ says: `all control-plane nodes are Ready (${String(count)})` }),
    },
    {
      code: 'nodes.not-ready',
      means: 'A control-plane node is not Ready; kubeadm upgrade apply stops.',
      words: ({ nodes }) => ({
        says: `control-plane nodes are not Ready: ${list(nodes)}`,
        need: 'every control-plane node Ready',
        have: `not Ready: ${list(nodes)}`,
        remedies: [
          {
            what: 'see what the node says, and mend it before the upgrade',
            now: ['kubectl describe node NAME', 'journalctl -u kubelet --since -15min'],
            verify: ['kubectl get nodes -l node-role.kubernetes.io/control-plane='],
          },
        ],
      }),
    },
    notToldReason,
  ],
  needs: needsHealth,
  names: () => [name],
  judge({ plan, facts }) {
    if (needsHealth(plan).length === 0) return [];
    const cluster = reachedCluster(facts);
    if (typeof cluster === 'string') return [notTold(about, what, cluster, clusterCause(facts))];
    const nodes = cluster.upgrade?.controlPlanes;
    if (nodes?.state !== 'found') return [notTold(about, what, nodes?.detail ?? 'it was not asked for')];
    const down = nodes.value.filter(({ ready }) => !ready).map((node) => node.name);
    const args = { count: nodes.value.length };
    if (down.length === 0) {
      return [findingOf(about, { code: 'nodes.ready', verdict: 'pass', subject: 'nodes', args })];
    }
    const evidence = [{ source: `${cluster.server} nodes`, excerpt: down.join(', ') }];
    return [
      findingOf(about, {
        code: 'nodes.not-ready',
        verdict: 'fail',
        subject: 'nodes',
        args: { ...args, nodes: down },
        evidence,
        neededBy: ['kubeadm upgrade apply'],
      }),
    ];
  },
};

function list(nodes: unknown): string {
  return Array.isArray(nodes) ? nodes.join(', ') : String(nodes);
}
