import { type Fact, known, unknown } from '../probes/fact.ts';
import type { Asked } from '../probes/asked.ts';
import type { FactMap, Facts, ProbeName } from '../probes/facts.ts';
import type { Survey } from '../probes/probe.ts';
import { answersTo, type Answers } from './held-answers.ts';

/** Facts that were collected before, and what was asked then. */
export interface Held {
  readonly asked: Asked;
  readonly facts: Facts;
}

/**
 * What these facts answer to this survey, as if its probes had been run then. What was not asked then is
 * `not-collected`, in the whole or entry by entry: never an absence that would pass for an answer.
 */
export function factsFor(held: Held, survey: Survey, names: readonly ProbeName[]): Facts {
  const answers = answersTo(held, survey);
  const entries = names.map((name) => [name, answerOf(name, held.facts, answers)] as const);
  return { ...Object.fromEntries(entries), ...(names.includes('cluster') ? clusterOf(survey) : {}) };
}

function answerOf<K extends ProbeName>(name: K, facts: Facts, answers: Answers): Fact<FactMap[K]> {
  const fact: Fact<FactMap[K]> | undefined = facts[name];
  if (fact === undefined) {
    return unknown('not-collected', `the facts of this host do not hold ${name}: it was not collected`);
  }
  const answer = answers[name];
  return !fact.known || answer === undefined ? fact : answer(fact.value);
}

/** The cluster is asked while the plan is made, today. */
function clusterOf({ cluster }: Survey): Pick<Facts, 'cluster'> {
  return {
    cluster: cluster === undefined ? unknown('not-collected', 'no cluster was asked') : known(cluster),
  };
}
