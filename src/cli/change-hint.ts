import type { Plan } from '../config/plan.ts';
import { collect } from '../engine/collect.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { surveyOf } from '../engine/survey.ts';
import type { HintChange, HintOutcome } from '../findings/hint-report.ts';
import { deleteHint } from '../hint/delete.ts';
import { ensureHint, type Tools } from '../hint/ensure.ts';
import { installedConsumers } from '../hint/installed.ts';
import { consumers } from '../hint/predict.ts';
import type { Host } from '../host/host.ts';
import { probes } from '../probes/registry.ts';
import { readLock } from '../probes/rules/lock.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { stanceOf } from './judge-host.ts';
import { hintFacts, stateOf } from './show-hint.ts';

type Readers = HintChange['readers'];

/** Changes the host: what is asked for, and nothing else. */
export async function changeHint(
  action: HintChange['action'],
  plan: Plan,
  flags: FlagValues,
  context: Context,
): Promise<HintChange> {
  const host = await context.host();
  const readers = await readersHere(host, plan);
  const outcomes = await (action === 'ensure'
    ? ensure(host, plan, flags, context, readers)
    : remove(host, plan, flags, context));
  return {
    schema: 'kube-preflight/hint-change/v1',
    tool: { name: 'kube-preflight', version: context.version },
    action,
    outcomes,
    readers,
    exitCode: outcomes.every(({ ok }) => ok) ? exitCodes.ready : exitCodes.failure,
  };
}

async function readersHere(host: Host, plan: Plan): Promise<Readers> {
  const installed = await installedConsumers(host, plan);
  return installed.flatMap(({ id, by }) => {
    const consumer = consumers.find((one) => one.id === id);
    return consumer?.readsHint === true ? [{ who: consumer.who, by }] : [];
  });
}

async function ensure(
  host: Host,
  plan: Plan,
  flags: FlagValues,
  context: Context,
  readers: Readers,
): Promise<readonly HintOutcome[]> {
  const survey = surveyOf(plan, stanceOf(flags), { modes: ['iptables'] });
  const { facts } = await collect(host, probes, ['tools'], survey, context.signal);
  return ensureHint(toolsOf(host, facts.tools), readers);
}

async function remove(
  host: Host,
  plan: Plan,
  flags: FlagValues,
  context: Context,
): Promise<readonly HintOutcome[]> {
  const facts = await hintFacts(host, plan, flags, context.signal);
  return deleteHint(toolsOf(host, facts.tools), stateOf(facts));
}

function toolsOf(host: Host, tools: Tools['tools'] | undefined): Tools {
  const missing = {
    known: false,
    cause: { code: 'not-collected', detail: 'they were not looked at' },
  } as const;
  return { host, tools: tools ?? missing, readLock: () => readLock(host) };
}
