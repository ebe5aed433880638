import { isAtLeast } from '../../catalog/release.ts';
import type { Check } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { clusterCause, needsHealth, notTold, notToldReason, reachedCluster } from './asked-cluster.ts';

const name = 'CreateJob';
const about = { check: name, group: 'cluster' } as const;

/** kubeadm runs a Job in the cluster. This program does not: it would change the cluster. */
export const createJobCheck: Check = {
  name,
  title: 'a Job in the cluster',
  group: 'cluster',
  sources: ['kubeadm: cmd/kubeadm/app/phases/upgrade/health.go', 'kubernetes#124503', 'kubernetes#136273'],
  kubeadms: true,
  reasons: [
    {
      code: 'job.not-tried',
      means: 'kubeadm creates a Job and waits for it; that is not done here, for it changes the cluster.',
      words: ({ seconds }) => ({
        says: 'whether a Job runs in the cluster was not tried, for that would change it',
        have: `kubeadm creates the Job kube-system/upgrade-health-check with the pause image and gives it ${String(seconds)} s`,
      }),
    },
    {
      code: 'job.no-node',
      means: 'No node takes new pods: kubeadm leaves the Job out with a warning.',
      words: () => ({
        says: 'no node takes new pods: kubeadm leaves out its Job, and evicted pods have nowhere to go',
        need: 'a node that is schedulable',
        have: 'every node is cordoned',
        remedies: [{ what: 'let a node take pods again', now: ['kubectl uncordon NAME'] }],
      }),
    },
    {
      code: 'job.would-run',
      means: 'A dry run of kubeadm does not create the Job.',
      words: () => ({ says: 'a dry run creates no Job' }),
    },
    notToldReason,
  ],
  needs: needsHealth,
  names: () => [name],
  judge({ plan, facts, stance }) {
    if (needsHealth(plan).length === 0) return [];
    if (plan.dryRun.value)
      return [findingOf(about, { code: 'job.would-run', verdict: 'pass', subject: 'Job' })];
    const release = kubeadmReleaseOf(plan, stance);
    const cluster = reachedCluster(facts);
    if (typeof cluster === 'string')
      return [notTold(about, 'whether a node takes pods', cluster, clusterCause(facts))];
    const schedulable = cluster.upgrade?.schedulable;
    // Since 1.31 (kubernetes#124503).
    if (schedulable?.state === 'found' && !schedulable.value && isAtLeast(release, '1.31')) {
      const evidence = [{ source: `${cluster.server} nodes`, excerpt: 'spec.unschedulable=false: none' }];
      return [findingOf(about, { code: 'job.no-node', verdict: 'warn', subject: 'Job', evidence })];
    }
    const seconds = isAtLeast(release, '1.36') ? 60 : 15;
    const verdict = stance.policy === 'kubeadm' ? 'unknown' : 'info';
    return [findingOf(about, { code: 'job.not-tried', verdict, subject: 'Job', args: { seconds } })];
  },
};
