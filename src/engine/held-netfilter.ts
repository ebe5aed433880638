import type { Asked } from '../probes/asked.ts';
import { unknown } from '../probes/fact.ts';
import type { NetfilterFacts, ProofFact } from '../probes/netfilter/facts.ts';
import type { Survey } from '../probes/probe.ts';

/** The proofs of the modes and families that are asked for; one that was not made is not told. */
export function heldNetfilter(value: NetfilterFacts, asked: Asked, survey: Survey): NetfilterFacts {
  const pairs = survey.modes.flatMap((mode) => survey.families.map((family) => ({ mode, family })));
  const proofs = pairs.flatMap((pair): readonly ProofFact[] => {
    const why = whyNotProven(pair, asked, survey);
    if (why !== undefined) return [notProven(pair, why)];
    const made = value.proofs.filter(({ mode, family }) => mode === pair.mode && family === pair.family);
    return made.length > 0 ? made : [notProven(pair, 'it was not asked for when the facts were collected')];
  });
  return { ...value, proofs };
}

type Pair = Pick<ProofFact, 'mode' | 'family'>;

function whyNotProven({ mode }: Pair, asked: Asked, survey: Survey): string | undefined {
  if (mode === 'iptables' && asked.variant !== survey.variant)
    return `the facts were collected for the iptables variant ${asked.variant}, not ${survey.variant}`;
  if (mode === 'ipvs' && asked.ipvsScheduler !== survey.ipvsScheduler)
    return `the facts were collected for the IPVS scheduler ${asked.ipvsScheduler}, not ${survey.ipvsScheduler}`;
  return undefined;
}

function notProven(pair: Pair, detail: string): ProofFact {
  const proof = unknown('not-collected', detail);
  return { ...pair, by: 'static', whyStatic: { code: 'not-collected', detail }, proof };
}
