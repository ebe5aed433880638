import type { ClusterSeen } from '../../config/cluster-seen.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Check } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { faultCode, needsCluster } from './asked-cluster.ts';
import { clusterApiReasons } from './cluster-api-reasons.ts';

const name = 'ClusterAPI';
const about = { check: name, group: 'cluster' } as const;

/** Whether the API server answered, and with what of its own that kubeadm wants of it. */
export const clusterApiCheck: Check = {
  name,
  title: 'the API server of the cluster',
  group: 'cluster',
  sources: ['kubeadm: cmd/kubeadm/app/discovery/token', 'kubeadm: cmd/kubeadm/app/util/config/cluster.go'],
  reasons: clusterApiReasons,
  needs: needsCluster,
  names: () => [name],
  judge({ plan, facts: { cluster } }) {
    if (needsCluster(plan).length === 0 || cluster === undefined) return [];
    if (cluster.known)
      return cluster.value.reached ? [judgeReached(cluster.value)] : [judgeFault(cluster.value)];
    // ProxyMode says that the mode is assumed then, and how to name the cluster.
    if (cluster.cause.code === 'not-collected') return [];
    const args = { why: cluster.cause.detail, fault: cluster.cause.code };
    return [
      findingOf(about, { code: 'cluster.not-reached', verdict: 'unknown', subject: 'API server', args }),
    ];
  },
};

function judgeFault(seen: Extract<ClusterSeen, { reached: false }>): Finding {
  const { via, server, fault } = seen;
  const code = faultCode(seen);
  return findingOf(about, {
    code,
    verdict: code === 'cluster.refused' ? 'fail' : 'unknown',
    subject: 'API server',
    args: { why: fault.detail, fault: fault.code, via, server },
    evidence: [{ source: via, excerpt: fault.detail }],
    neededBy: ['kubeadm'],
  });
}

function judgeReached({ via, server, kubeadmConfig }: Extract<ClusterSeen, { reached: true }>): Finding {
  const object = 'ConfigMap kube-system/kubeadm-config';
  const args = { via, server, object };
  if (kubeadmConfig === 'found') {
    return findingOf(about, { code: 'cluster.read', verdict: 'pass', subject: 'API server', args });
  }
  const isMissing = kubeadmConfig === 'not-found';
  return findingOf(about, {
    code: isMissing ? 'cluster.no-kubeadm-config' : 'cluster.kubeadm-config-unread',
    verdict: isMissing ? 'fail' : 'unknown',
    subject: 'kubeadm-config',
    args,
    evidence: [{ source: `${server} ${object}`, excerpt: kubeadmConfig }],
    neededBy: ['kubeadm'],
  });
}
