import { exitCodes } from '../engine/exit-code.ts';
import { collect } from '../engine/collect.ts';
import { wideProbes, wideSurvey } from '../engine/wide-survey.ts';
import { askedOf } from '../probes/asked.ts';
import { probes } from '../probes/registry.ts';
import type { Plan } from '../config/plan.ts';
import { makeFactsDocument } from '../snapshot/make-facts-document.ts';
import { readIdentity } from '../snapshot/read-identity.ts';
import type { Context } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';
import { whyNotWritten } from './output-file.ts';
import { stanceOf, variantOf } from './judge-host.ts';

/** All that a check could ask of this host, as one line of JSON. */
export async function collectFacts(plan: Plan, flags: FlagValues, context: Context): Promise<string> {
  const host = await context.host();
  const survey = wideSurvey(plan, stanceOf(flags), { variant: variantOf(flags.text('variant')) });
  const collectedAt = new Date(host.clock());
  const [{ facts, timings }, identity] = await Promise.all([
    collect(host, probes, wideProbes(probes), survey, context.signal),
    readIdentity(host),
  ]);
  return makeFactsDocument({
    version: context.version,
    collectedAt,
    identity,
    asked: askedOf(survey),
    facts,
    timings,
  });
}

/** The file is there whole, or as it was before. */
export async function writeFacts(path: string, text: string): Promise<void> {
  const { writeWholeFile } = await import('../host/write-whole-file.ts');
  const written = writeWholeFile(path, `${text}\n`);
  if (written.ok) return;
  const why = whyNotWritten(written.code);
  throw new UserError(`-o ${path} cannot be written: ${why}; nothing was left behind`, exitCodes.internal);
}
