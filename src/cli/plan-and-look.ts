import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfigIo } from '../config/config-io.ts';
import { rememberIo } from '../config/remember-io.ts';
import type { Collection } from '../engine/collect.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { type Look, lookFor } from './judge-host.ts';
import { planOrExit, type Planning, realIo } from './plan-or-exit.ts';
import { planRequest, type Target } from './plan-request.ts';

/** A cluster that answers does so within this time. Milliseconds. */
const patienceMs = 400;

export type PlannedLook = Extract<Planning, { ok: false }> | (Extract<Planning, { ok: true }> & Seen);

interface Seen {
  /** Absent: the host is still to be looked at. */
  readonly collection?: Promise<Collection>;
}

/**
 * The Plan, and a look at the host that began while the cluster kept silent: a stalled API server and a
 * stalled host cost the longer of the two, not both. What was seen counts when the plan without the
 * cluster asks the host for the same.
 */
export async function planAndLook(target: Target, flags: FlagValues, context: Context): Promise<PlannedLook> {
  const io = rememberIo(await realIo());
  const asked = Promise.withResolvers<void>();
  const planning = planOrExit(target, flags, context, { io, onAsk: () => asked.resolve() });
  await Promise.race([planning, asked.promise]);
  const isSlow = await outlasts(planning, patienceMs);
  const early = isSlow ? await lookEarly(target, flags, context, io) : undefined;
  const planned = await planning;
  if (!planned.ok || early === undefined) return planned;
  const wanted = lookFor(planned.plan, flags, context, planned);
  if (questions(early.look) !== questions(wanted)) return planned;
  return { ...planned, collection: withCluster(early.collection, wanted) };
}

/** What a look asks of the host, to be compared; the cluster is told apart. */
function questions({ survey: { cluster: _cluster, ...survey }, names }: Look): string {
  return JSON.stringify([names, survey]);
}

async function outlasts(work: Promise<unknown>, ms: number): Promise<boolean> {
  const stop = new AbortController();
  const timer = sleep(ms, true, { signal: stop.signal }).catch(() => false);
  const isSlow = await Promise.race([work.then(() => false), timer]);
  stop.abort();
  return isSlow;
}

interface Early {
  readonly look: Look;
  readonly collection: Promise<Collection>;
}

async function lookEarly(
  target: Target,
  flags: FlagValues,
  context: Context,
  io: ConfigIo,
): Promise<Early | undefined> {
  const { loadPlan } = await import('../config/load-plan.ts');
  const alone = await loadPlan(await planRequest(target, flags, context), io);
  if (!alone.ok) return undefined;
  const look = lookFor(alone.plan, flags, context);
  return {
    look,
    collection: look.run(look.names.filter((name) => name !== 'cluster')),
  };
}

/** The one probe that tells of the cluster itself: it has nothing to look for, and costs nothing. */
async function withCluster(early: Promise<Collection>, wanted: Look): Promise<Collection> {
  const [host, cluster] = await Promise.all([early, wanted.run(['cluster'])]);
  return { facts: { ...host.facts, ...cluster.facts }, timings: { ...host.timings, ...cluster.timings } };
}
