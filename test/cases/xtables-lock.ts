import { xtablesLockCheck } from '../../src/checks/state/xtables-lock.ts';
import { known, unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import type { LockFact } from '../../src/probes/rules/facts.ts';
import { factsOf } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import { rulesOf } from '../builders/rules.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

function having(lock: Partial<LockFact>): Facts {
  return factsOf({
    rules: known(rulesOf({ lock: { path: '/run/xtables.lock', kind: 'file', holders: [], ...lock } })),
  });
}

const situations: readonly CheckCase[] = [
  { name: 'not there yet', says: ['pass lock.free'] },
  { name: 'free', facts: having({}), says: ['pass lock.free'] },
  {
    name: 'FC-116: held',
    facts: having({
      holders: [
        { pid: 4711, name: 'iptables' },
        { pid: 4712, name: '' },
      ],
    }),
    says: ['info lock.held'],
  },
  {
    name: 'a directory, and the pod mounts it',
    facts: having({ kind: 'other' }),
    says: ['fail lock.not-a-file'],
  },
  {
    name: 'FC-119: a directory, and kube-proxy is of the host',
    facts: having({ kind: 'other' }),
    stance: { kubeProxy: 'host' },
    says: ['warn lock.not-a-file'],
  },
  {
    name: 'a directory without kube-proxy',
    plan: planOf({ mode: 'none' }),
    facts: having({ kind: 'other' }),
    says: ['warn lock.not-a-file'],
  },
  {
    name: 'nothing was looked at',
    facts: factsOf({ rules: unknown('timed-out', 'no answer') }),
    says: ['unknown lock.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: xtablesLockCheck, cases: situations };
