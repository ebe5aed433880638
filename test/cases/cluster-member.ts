import { clusterMemberCheck } from '../../src/checks/files/files.ts';
import { known } from '../../src/probes/fact.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { pathsWith } from '../builders/ports.ts';
import type { CheckCases } from '../check-cases.ts';

const path = '/etc/kubernetes/kubelet.conf';

export const cases: CheckCases = {
  check: clusterMemberCheck,
  cases: [
    { name: 'a fresh node', says: ['pass member.none'] },
    {
      name: 'a node that was set up',
      facts: factsOf({ paths: known(pathsWith({ path, kind: 'file' })) }),
      says: ['fail member.already'],
    },
    {
      name: 'not to be seen by this user',
      facts: factsOf({ paths: known(pathsWith({ path, kind: 'unknown', code: 'EACCES' })) }),
      says: ['unknown member.unknown'],
    },
    { name: 'upgrade is for members', plan: planOf({ action: 'upgrade', phase: 'upgrade apply' }), says: [] },
  ],
};
