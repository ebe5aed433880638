import fc from 'fast-check';
import { checks } from '../../src/checks/registry.ts';
import { judge } from '../../src/engine/judge.ts';
import { collect } from '../../src/engine/collect.ts';
import { wideProbes, wideSurvey } from '../../src/engine/wide-survey.ts';
import { askedOf } from '../../src/probes/asked.ts';
import { probes } from '../../src/probes/registry.ts';
import { makeFactsDocument } from '../../src/snapshot/make-facts-document.ts';
import { readFactsDocument } from '../../src/snapshot/read-facts.ts';
import { identity } from '../builders/facts-document.ts';
import { planOf } from '../builders/plan.ts';
import { usualStance } from '../check-cases.ts';
import { type Chaos, chaosHost } from './chaos-host.ts';
import { demand, type FuzzProperty, holds, inTime } from './fuzz-property.ts';
import { changed, nastyText } from './mutations.ts';
import { sampleFiles } from './sample-files.ts';
import { sampleOutputs } from './sample-outputs.ts';

const text = changed(...Object.values(sampleFiles), ...Object.values(sampleOutputs).flat());

const chaos: fc.Arbitrary<Chaos> = fc.record({
  seed: fc.nat(),
  texts: fc.array(fc.oneof(text, nastyText), { minLength: 1, maxLength: 5 }),
  wild: fc.constantFrom(0, 30, 300, 800),
});

const modes = ['iptables', 'nftables', 'ipvs'] as const;

/** Every probe looks at a machine of nonsense, and every check judges what they say. */
async function lookAndJudge(given: Chaos, mode: (typeof modes)[number]): Promise<void> {
  const plan = planOf({ mode });
  const survey = wideSurvey(plan, usualStance);
  const { facts, timings } = await collect(chaosHost(given), probes, wideProbes(probes), survey);
  for (const [name, fact] of Object.entries(facts)) {
    const crash = fact.known ? undefined : /^the probe \w+ failed: .*/su.exec(fact.cause.detail)?.[0];
    demand(crash === undefined, () => `${name}: ${crash}`);
  }
  const findings = judge(checks, { plan, facts, stance: usualStance });
  const crashed = findings.filter(({ code }) => code === 'check.crashed');
  demand(crashed.length === 0, () => JSON.stringify(crashed));
  const { cluster: _cluster, ...kept } = facts;
  const collectedAt = new Date('2026-11-20T14:03:05.678Z');
  const asked = askedOf(survey);
  const document = makeFactsDocument({
    version: '1.2.3',
    collectedAt,
    identity,
    asked,
    facts: kept,
    timings,
  });
  demand(
    !document.includes('a defect of kube-preflight'),
    () => /[^"]*a defect of kube-preflight[^"]*/u.exec(document)?.[0] ?? '',
  );
  const read = readFactsDocument(document);
  demand(read.ok, () => JSON.stringify(read.ok ? '' : read.error));
}

export const probeProperties: readonly FuzzProperty[] = [
  holds(
    'probes and checks answer whatever files and programs say, and what they answer fits the schema of facts',
    40,
    fc.asyncProperty(chaos, fc.constantFrom(...modes), (given, mode) =>
      inTime(() => lookAndJudge(given, mode), 8000),
    ),
  ),
];
