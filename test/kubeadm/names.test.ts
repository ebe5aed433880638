import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/registry.ts';
import { judge } from '../../src/engine/judge.ts';
import { factsOf } from '../builders/facts.ts';
import { inputOf } from '../check-cases.ts';
import { expectedOf, type PhaseName, phaseTables } from './expected-checks.ts';
import { latestPatch, phasePlans } from './phase-plans.ts';

const minors = [28, 29, 30, 31, 32, 33, 34, 35, 36, 37];
const phases = Object.keys(phaseTables) as PhaseName[];

describe.each(phases)('policy kubeadm, %s:', (phase) => {
  it.each(minors)('1.%i says something of each check of the table, and of no other', (minor) => {
    const plan = phasePlans[phase](latestPatch(minor));
    const findings = judge(checks, inputOf({ plan, facts: factsOf(), stance: { policy: 'kubeadm' } }));
    const names = new Set(findings.map(({ check }) => check));
    const wanted = expectedOf(phase, minor).map(({ name }) => name);
    expect([...names].toSorted()).toEqual(wanted.toSorted());
  });
});
