import pLimit from 'p-limit';
import type { Feature } from '../../catalog/features/feature.ts';
import type { Host } from '../../host/host.ts';
import type { Unknown } from '../fact.ts';
import { type Classified, classify } from './classify.ts';
import type { FeatureFact } from './facts.ts';
import { runInScratch, type ScratchRun, type ScratchTools, type Step } from './scratch.ts';

export type Chain = readonly [Step, ...Step[]];

/** What is to be proven, and how to try it whole and by parts. */
export interface Task {
  readonly features: readonly Feature[];
  /** All at once: when these end well, every feature that has steps of its own works. */
  readonly whole: readonly Chain[];
  /** One feature with what it needs. undefined: no tool here can try it. */
  stepsFor(feature: Feature): Chain | undefined;
  /** The feature to blame when every part is accepted, and only what follows the load fails. */
  readonly afterLoad?: string;
}

export type Outcome =
  | { readonly told: true; readonly features: readonly FeatureFact[]; readonly commands: readonly string[] }
  | { readonly told: false; readonly cause: Unknown; readonly commands: readonly string[] };

/** Leaves room for what other probes run. */
const atOnce = 6;

/** Loads the whole; only when that fails, each feature by itself to find out which ones are missing. */
export async function prove(host: Host, tools: ScratchTools, task: Task): Promise<Outcome> {
  const runs = await Promise.all(task.whole.map((chain) => runInScratch(host, tools, chain)));
  const commands = task.whole.map(describe);
  const tried = task.features.filter((feature) => task.stepsFor(feature) !== undefined);
  const failed = runs.filter(({ ok }) => !ok);
  if (failed.length === 0) {
    return { told: true, commands, features: tried.map(({ id }) => ({ feature: id, state: 'works' })) };
  }
  const hopeless = failed.map(hopelessCause).find((cause) => cause !== undefined);
  if (hopeless !== undefined) return { told: false, cause: hopeless, commands };
  const proven = new Set(task.whole.flatMap((chain, index) => provenBy(chain, runs[index])));
  const features = await bisect(host, tools, task, tried, proven);
  if (features.some(({ state }) => state !== 'works')) return { told: true, features, commands };
  const late = failed.find(({ done }) => done > 0);
  if (late !== undefined && task.afterLoad !== undefined) {
    const blamed = toldBy(task.afterLoad, classify(late), []);
    return {
      told: true,
      commands,
      features: features.map((one) => (one.feature === blamed.feature ? blamed : one)),
    };
  }
  const said = failed.map((run) => classify(run).detail).join('; ');
  const detail = `each part was accepted by itself, but not the whole: ${said}`;
  return { told: false, cause: { code: 'failed', detail }, commands };
}

/** Trying the parts would fail in the same way, or hang again. */
function hopelessCause(run: ScratchRun): Unknown | undefined {
  const { by, detail } = classify(run);
  if (by === 'no-namespace') return { code: 'forbidden', detail };
  if (by === 'forbidden') return { code: 'forbidden', detail };
  return by === 'timed-out' ? { code: 'timed-out', detail } : undefined;
}

/** What the steps before the one that failed have shown already. */
function provenBy(chain: Chain, run: ScratchRun | undefined): readonly string[] {
  return chain.slice(0, run?.done ?? 0).flatMap(({ proves }) => proves ?? []);
}

/**
 * Tries each feature by itself, but for those that are shown to work, and those that build on one that is missing:
 * their rules hold its own. Without nf_tables one try tells of fifty.
 */
async function bisect(
  host: Host,
  tools: ScratchTools,
  task: Task,
  features: readonly Feature[],
  proven: ReadonlySet<string>,
): Promise<readonly FeatureFact[]> {
  const limit = pLimit(atOnce);
  const facts = new Map<string, Promise<FeatureFact>>();
  const tell = (feature: Feature): Promise<FeatureFact> => {
    const fact = facts.get(feature.id) ?? find(feature);
    facts.set(feature.id, fact);
    return fact;
  };
  const find = async (feature: Feature): Promise<FeatureFact> => {
    if (proven.has(feature.id)) return { feature: feature.id, state: 'works' };
    const needed = features.filter(({ id }) => feature.needs.includes(id));
    const lacking = (await Promise.all(needed.map(tell))).find(({ state }) => state === 'missing');
    if (lacking !== undefined) return { ...lacking, feature: feature.id };
    return limit(async () => tryAlone(host, tools, task, feature));
  };
  return Promise.all(features.map(tell));
}

async function tryAlone(host: Host, tools: ScratchTools, task: Task, feature: Feature): Promise<FeatureFact> {
  const chain = task.stepsFor(feature);
  if (chain === undefined) return { feature: feature.id, state: 'unknown' };
  const run = await runInScratch(host, tools, chain);
  return run.ok ? { feature: feature.id, state: 'works' } : toldBy(feature.id, classify(run), chain);
}

function toldBy(feature: string, { by, detail }: Classified, chain: readonly Step[]): FeatureFact {
  const missing = by === 'kernel' || by === 'ambiguous';
  const state = missing ? 'missing' : 'unknown';
  return { feature, state, detail, ...(chain.length === 0 ? {} : { command: describe(chain) }) };
}

/** As a person would type it in the namespace. */
function describe(chain: readonly Step[]): string {
  return chain.map(({ argv, shown = argv }) => shown.join(' ')).join(' && ');
}
