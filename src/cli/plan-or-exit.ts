import type { ConfigError } from '../config/config-error.ts';
import type { Plan } from '../config/plan.ts';
import { exitCodes } from '../engine/exit-code.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { type Target, planRequest } from './plan-request.ts';
import { texts } from './texts.ts';

export type Planning =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly exitCode: number };

/** The Plan; or every error of every file on standard error (and as data, with `-o json`). */
export async function planOrExit(target: Target, flags: FlagValues, context: Context): Promise<Planning> {
  const { loadPlan } = await import('../config/load-plan.ts');
  const { createConfigIo } = await import('../host/config-io.ts');
  const request = await planRequest(target, flags, await context.host());
  const result = await loadPlan(request, createConfigIo());
  if (result.ok) return result;
  await showErrors(result.errors, flags, context);
  return { ok: false, exitCode: exitCodes.configuration };
}

async function showErrors(
  errors: readonly ConfigError[],
  flags: FlagValues,
  context: Context,
): Promise<void> {
  const { formatConfigError } = await import('../config/config-error.ts');
  for (const error of errors) context.stderr.write(`${formatConfigError(error)}\n`);
  context.stderr.write(`${texts.invalidConfiguration(errors.length)}\n`);
  if (flags.text('output') !== 'json') return;
  const document = { schema: 'kube-preflight/config-errors/v1', exitCode: exitCodes.configuration, errors };
  const { escapeJson } = await import('../report/escape.ts');
  context.stdout.write(`${escapeJson(JSON.stringify(document, null, 2))}\n`);
}
