import { beforeAll, describe, expect, it } from 'vitest';
import type { Stance } from '../../src/checks/check.ts';
import { checks } from '../../src/checks/registry.ts';
import type { Plan } from '../../src/config/plan.ts';
import { collect } from '../../src/engine/collect.ts';
import { judge } from '../../src/engine/judge.ts';
import { neededProbes } from '../../src/engine/needed-probes.ts';
import { surveyOf } from '../../src/engine/survey.ts';
import type { ToldFinding } from '../../src/findings/finding.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import type { Host } from '../../src/host/host.ts';
import { probes } from '../../src/probes/registry.ts';
import { planOf } from '../builders/plan.ts';
import { faults } from './faults.ts';

const plan: Plan = planOf({ mode: 'iptables' });
const stance: Stance = {
  policy: 'mode-aware',
  hostTools: 'required',
  kubeProxy: 'pod',
  strict: false,
  readOnly: false,
};

async function verdictsOn(host: Host): Promise<readonly ToldFinding[]> {
  const names = neededProbes(checks, plan, stance);
  const { facts } = await collect(host, probes, names, surveyOf(plan, stance));
  return judge(checks, { plan, facts, stance });
}

/** The worst verdict of each check by name. */
function byCheck(findings: readonly ToldFinding[]): ReadonlyMap<string, string> {
  const gravity = ['pass', 'info', 'warn', 'unknown', 'fail'];
  const worst = findings.toSorted((a, b) => gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict));
  return new Map(worst.map(({ check, verdict }) => [check, verdict]));
}

describe('a machine that fails', () => {
  let sound: ReadonlyMap<string, string> = new Map();
  beforeAll(async () => {
    sound = byCheck(await verdictsOn(createLinuxHost()));
  });

  it.each(faults)('$name', async (fault) => {
    const findings = await verdictsOn(fault.apply(createLinuxHost()));
    expect(findings.filter(({ code }) => code === 'check.crashed')).toEqual([]);
    if (!fault.hides) return;
    const hidden = byCheck(findings);
    const wrongPasses = [...sound].filter(
      ([check, verdict]) => ['fail', 'warn'].includes(verdict) && hidden.get(check) === 'pass',
    );
    const wrongFails = [...sound].filter(
      ([check, verdict]) => ['pass', 'info'].includes(verdict) && hidden.get(check) === 'fail',
    );
    expect({ wrongPasses, wrongFails }).toEqual({ wrongPasses: [], wrongFails: [] });
  });
});
