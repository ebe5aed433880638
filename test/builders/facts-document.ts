import { wideSurvey } from '../../src/engine/wide-survey.ts';
import { askedOf } from '../../src/probes/asked.ts';
import type { NodeIdentity } from '../../src/snapshot/facts-document.ts';
import { type Collected, makeFactsDocument } from '../../src/snapshot/make-facts-document.ts';
import { usualStance } from '../check-cases.ts';
import { factsOf } from './facts.ts';
import { planOf } from './plan.ts';

export const identity: NodeIdentity = {
  hostName: 'cp-1',
  machineId: '0123456789abcdef0123456789abcdef',
  productUuid: '11111111-2222-3333-4444-555555555555',
  macs: ['02:fc:00:00:00:01'],
  sshHostKeys: ['SHA256:IM2YPSaQzRroutrbkRQFBmK7pdGz9kuCOLPmhum/OL4'],
  addresses: ['192.0.2.10'],
};

/** What was collected of a healthy Debian 12, but for what is named. */
export function collectedWith(overrides: Partial<Collected> = {}): Collected {
  const { cluster: _cluster, ...facts } = factsOf();
  return {
    version: '1.2.3',
    collectedAt: new Date('2026-11-20T14:03:05.678Z'),
    identity,
    asked: askedOf(wideSurvey(planOf(), usualStance)),
    facts,
    timings: { os: 0.4 },
    ...overrides,
  };
}

export function documentText(overrides: Partial<Collected> = {}): string {
  return makeFactsDocument(collectedWith(overrides));
}
