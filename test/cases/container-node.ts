import { containerNodeCheck } from '../../src/checks/state/container-node.ts';
import { unknown } from '../../src/probes/fact.ts';
import { factsOf, root } from '../builders/facts.ts';
import { planOf } from '../builders/plan.ts';
import type { CheckCase, CheckCases } from '../check-cases.ts';

const lxc = { ...root, container: 'lxc' };

const situations: readonly CheckCase[] = [
  { name: 'a machine', says: ['pass container.none'] },
  {
    name: 'a machine that cannot tell its network namespace',
    facts: factsOf({ user: { ...root, initialNetworkNamespace: undefined } }),
    says: ['pass container.none'],
  },
  { name: 'a container', facts: factsOf({ user: lxc }), says: ['info container.node'] },
  {
    name: 'a container, asked by an ordinary user',
    facts: factsOf({ user: { ...lxc, uid: 1000, capabilities: [] } }),
    says: ['info container.node'],
  },
  {
    name: 'a container whose root may do little',
    facts: factsOf({ user: { ...lxc, capabilities: ['net_admin'] } }),
    says: ['warn container.unprivileged'],
  },
  {
    name: 'a network namespace',
    facts: factsOf({ user: { ...root, initialNetworkNamespace: false } }),
    says: ['info container.namespace'],
  },
  {
    name: 'nothing could be read',
    facts: factsOf({ privilege: unknown('failed', '/proc/self/status cannot be read: EACCES') }),
    says: ['unknown container.not-told'],
  },
  { name: 'a reset', plan: planOf({ action: 'reset', phase: 'reset' }), says: [] },
];

export const cases: CheckCases = { check: containerNodeCheck, cases: situations };
