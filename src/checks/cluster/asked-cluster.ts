import type { Plan } from '../../config/plan.ts';
import type { ClusterFaultCode } from '../../config/cluster-io.ts';
import type { ClusterSeen } from '../../config/cluster-seen.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Facts, ProbeName } from '../../probes/facts.ts';
import { findingOf } from '../finding-of.ts';
import type { Reason } from '../check.ts';

/** The cluster is asked in join and upgrade alone. */
export function needsCluster({ action }: Plan): readonly ProbeName[] {
  return action === 'join' || action === 'upgrade' ? ['cluster'] : [];
}

/** Only `kubeadm upgrade apply` looks at the cluster's health. */
export function needsHealth({ phase }: Plan): readonly ProbeName[] {
  return phase === 'upgrade apply' ? ['cluster'] : [];
}

type Reached = Extract<ClusterSeen, { reached: true }>;

/** What was seen, or why nothing was. */
export function reachedCluster({ cluster }: Facts): Reached | string {
  if (cluster === undefined) return 'the cluster was not asked';
  if (!cluster.known) return cluster.cause.detail;
  return cluster.value.reached ? cluster.value : cluster.value.fault.detail;
}

/** These end `kubeadm join` as well; of the others nobody knows whether they last. */
const refusals = new Set<ClusterFaultCode>(['no-pin', 'pin-mismatch', 'bad-signature', 'no-cluster-info']);

/** What ClusterAPI finds of a cluster that was asked in vain. */
export function faultCode({ fault }: Extract<ClusterSeen, { reached: false }>): string {
  return refusals.has(fault.code) ? 'cluster.refused' : 'cluster.not-reached';
}

/** Where the cluster was asked in vain, ClusterAPI says why, and what to do. */
export function clusterCause({ cluster }: Facts): Pick<Finding, 'cause'> {
  if (cluster === undefined) return {};
  if (cluster.known && !cluster.value.reached)
    return { cause: { check: 'ClusterAPI', code: faultCode(cluster.value) } };
  return cluster.known || cluster.cause.code === 'not-collected'
    ? {}
    : { cause: { check: 'ClusterAPI', code: 'cluster.not-reached' } };
}

/** One check could not look: which object, and why. */
export function notTold(
  check: Pick<Finding, 'check' | 'group'>,
  what: string,
  why: string,
  because: Pick<Finding, 'cause'> = {},
): Finding {
  return findingOf(check, {
    ...because,
    code: 'cluster.not-told',
    verdict: 'unknown',
    subject: what,
    args: { what, why },
    evidence: [{ source: what, excerpt: why }],
  });
}

export const notToldReason: Reason = {
  code: 'cluster.not-told',
  means: 'The cluster could not be asked, or may not be with these credentials.',
  words: ({ what, why }) => ({
    says: `${String(what)} could not be read`,
    have: String(why),
    remedies: [
      {
        what: 'run this where the credentials of an administrator are, or name them',
        now: ['kube-preflight upgrade apply --kubeconfig /etc/kubernetes/admin.conf'],
      },
    ],
  }),
};
