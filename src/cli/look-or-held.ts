import { type Collection, collect } from '../engine/collect.ts';
import { factsFor } from '../engine/facts-for.ts';
import type { ProbeName } from '../probes/facts.ts';
import type { Survey } from '../probes/probe.ts';
import { probes } from '../probes/registry.ts';
import type { Context } from './context.ts';

/** What these probes find: on the host, or in the facts that were collected of it. */
export async function collectFor(
  context: Context,
  names: readonly ProbeName[],
  survey: Survey,
): Promise<Collection> {
  const { held } = context;
  if (held === undefined) return collect(await context.host(), probes, names, survey, context.signal);
  const { document } = held;
  const timings = Object.entries(document.timings).filter(([name]) => names.some((one) => one === name));
  return { facts: factsFor(document, survey, names), timings: Object.fromEntries(timings) };
}
