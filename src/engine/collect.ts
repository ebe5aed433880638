import type { Host } from '../host/host.ts';
import { type Fact, unknown } from '../probes/fact.ts';
import type { FactMap, Facts, ProbeName } from '../probes/facts.ts';
import { createHeadStart } from './head-start.ts';
import { shareRuns } from './share-runs.ts';
import { whyNotAsked } from '../probes/of-images.ts';
import type { Ask, Probe, Survey } from '../probes/probe.ts';

export interface Collection {
  readonly facts: Facts;
  /** Milliseconds of each probe. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Runs the named probes, all at once, each under its deadline. One that throws, or that is not
 * there, yields `unknown`; it never ends the run.
 * @param signal when it is aborted, what has not answered yet is `not-collected`
 */
export async function collect(
  host: Host,
  probes: readonly Probe[],
  names: readonly ProbeName[],
  survey: Survey,
  signal?: AbortSignal,
): Promise<Collection> {
  const timings: Record<string, number> = {};
  const shared = shareRuns(host);
  const headStart = createHeadStart();
  // Nothing of an image is run, so that nothing can be proven by rules.
  const asked = host.image === undefined ? survey : { ...survey, readOnly: true };
  const answers: { [K in ProbeName]?: Promise<Fact<FactMap[K]>> } = {};
  const look = async <K extends ProbeName>(name: K): Promise<Fact<FactMap[K]>> => {
    const started = host.now();
    const probe = probes.find((one): one is Probe<K> => one.name === name);
    const fact =
      probe === undefined
        ? unknown('not-collected', `there is no probe ${name}`)
        : (whyNotAsked(host, name) ??
          (await bounded(probe, { host: headStart.hostFor(name, shared), survey: asked, ask }, signal)));
    timings[name] = Math.round((host.now() - started) * 10) / 10;
    return fact;
  };
  const ask: Ask = <K extends ProbeName>(name: K): Promise<Fact<FactMap[K]>> => {
    const answer: Promise<Fact<FactMap[K]>> = answers[name] ?? look(name);
    Object.assign(answers, { [name]: answer });
    return answer;
  };
  await headStart.given(names, ask);
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => [name, await ask(name)] as const),
  );
  return { facts: Object.fromEntries(entries), timings };
}

interface Looking {
  readonly host: Host;
  readonly survey: Survey;
  readonly ask: Ask;
}

/** The probe's answer, or that it did not come. */
async function bounded<K extends ProbeName>(
  probe: Probe<K>,
  looking: Looking,
  signal: AbortSignal | undefined,
): Promise<Fact<FactMap[K]>> {
  const race = Promise.withResolvers<Fact<FactMap[K]>>();
  const timer = setTimeout(() => {
    race.resolve(unknown('timed-out', `the probe ${probe.name} did not answer in ${probe.deadlineMs} ms`));
  }, probe.deadlineMs);
  const stop = (): void =>
    race.resolve(unknown('not-collected', 'the run was stopped before it was looked at'));
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  void guarded(probe, looking).then(race.resolve);
  try {
    return await race.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

async function guarded<K extends ProbeName>(
  probe: Probe<K>,
  { host, survey, ask }: Looking,
): Promise<Fact<FactMap[K]>> {
  try {
    return await probe.run(host, survey, ask);
  } catch (error) {
    return unknown('failed', `the probe ${probe.name} failed: ${String(error)}`);
  }
}
