import { criSurvey } from '../../src/engine/cri-survey.ts';
import { judge } from '../../src/engine/judge.ts';
import { checks } from '../../src/checks/registry.ts';
import type { ToldFinding } from '../../src/findings/finding.ts';
import type { Host } from '../../src/host/host.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import type { CriFacts } from '../../src/probes/cri/facts.ts';
import type { CriSurvey } from '../../src/probes/cri/survey.ts';
import { criProbe } from '../../src/probes/cri/probe.ts';
import { factsOf } from '../builders/facts.ts';
import { fromFile, planOf, type PlanOverrides } from '../builders/plan.ts';
import { inputOf } from '../check-cases.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';

const runtimeChecks = checks.filter(({ group }) => group === 'runtime');

/** A plan whose runtime listens at a socket. */
export function planFor(socket: string, overrides: PlanOverrides = {}): ReturnType<typeof planOf> {
  return planOf({ criSocket: fromFile(`unix://${socket}`, 'nodeRegistration.criSocket'), ...overrides });
}

export function surveyFor(socket: string, more: Partial<CriSurvey> = {}): typeof quietSurvey {
  const cri = criSurvey(planFor(socket), inputOf({}).stance);
  return { ...quietSurvey, cri: { ...cri, ...more } };
}

/** What the probe finds at a socket of this machine. */
export async function lookAt(socket: string, host: Host = createLinuxHost()): Promise<CriFacts> {
  const fact = await criProbe.run(host, surveyFor(socket));
  if (!fact.known) throw new Error(fact.cause.detail);
  return fact.value;
}

/** What the checks of the runtime make of it: `verdict code`, but for what passes. */
export function judged(cri: CriFacts, overrides: PlanOverrides = {}): readonly string[] {
  return toldOf(cri, overrides)
    .filter(({ verdict, check }) => verdict !== 'pass' && check !== 'ImagePull')
    .map(({ verdict, code }) => `${verdict} ${code}`);
}

export function toldOf(cri: CriFacts, overrides: PlanOverrides = {}): readonly ToldFinding[] {
  const plan = planFor(cri.endpoint.path, overrides);
  return judge(runtimeChecks, inputOf({ plan, facts: factsOf({ cri: { known: true, value: cri } }) }));
}
