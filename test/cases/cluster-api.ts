import { clusterApiCheck } from '../../src/checks/cluster/cluster-api.ts';
import type { ClusterFaultCode } from '../../src/config/cluster-io.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import { clusterOf } from '../builders/cluster.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const plan = planOf({ action: 'join', phase: 'join' });

function fault(code: ClusterFaultCode): Facts {
  const detail = 'https://10.0.0.1:6443 did not answer in time';
  const seen = { reached: false, via: 'admin.conf', server: '', fault: { code, detail } } as const;
  return factsOf({ cluster: known(seen) });
}

const refused = ['no-pin', 'pin-mismatch', 'bad-signature', 'no-cluster-info'] as const;
const silent = [
  'no-kubeconfig',
  'bad-kubeconfig',
  'unsupported',
  'exec-refused',
  'exec-failed',
  'unreachable',
  'timed-out',
  'untrusted',
  'unauthorized',
  'busy',
  'bad-answer',
  'stopped',
] as const;

const situations: readonly CheckCase[] = [
  { name: 'the cluster answered', plan, says: ['pass cluster.read'] },
  { name: 'init asks nobody', says: [] },
  {
    name: 'nobody asked',
    plan,
    facts: factsOf({ cluster: unknown('not-collected', 'no cluster') }),
    says: [],
  },
  {
    name: 'the run was stopped',
    plan,
    facts: factsOf({ cluster: unknown('timed-out', 'the probe cluster did not answer') }),
    says: ['unknown cluster.not-reached'],
  },
  {
    name: 'not a cluster of kubeadm',
    plan,
    facts: factsOf({ cluster: known(clusterOf({ kubeadmConfig: 'not-found' })) }),
    says: ['fail cluster.no-kubeadm-config'],
  },
  {
    name: 'kubeadm-config may not be read',
    plan,
    facts: factsOf({ cluster: known(clusterOf({ kubeadmConfig: 'forbidden' })) }),
    says: ['unknown cluster.kubeadm-config-unread'],
  },
  ...refused.map((code) => ({ name: code, plan, facts: fault(code), says: ['fail cluster.refused'] })),
  ...silent.map((code) => ({ name: code, plan, facts: fault(code), says: ['unknown cluster.not-reached'] })),
];

export const cases: CheckCases = { check: clusterApiCheck, cases: situations };
