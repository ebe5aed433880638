import { judgeHost } from './judge-host.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { formatOf, reportOptions } from './output.ts';
import { planAndLook } from './plan-and-look.ts';
import type { Target } from './plan-request.ts';

/** What init, join, upgrade and reset have in common: plan, look, judge, report. Returns the exit code. */
export async function preflight(target: Target, flags: FlagValues, context: Context): Promise<number> {
  const started = performance.now();
  const planned = await planAndLook(target, flags, context);
  if (!planned.ok) return planned.exitCode;
  const { ok: _ok, ...seen } = planned;
  const judgement = await judgeHost({ command: seen.plan.phase, started, ...seen }, flags, context);
  const { loadReport } = await import('../report/registry.ts');
  const report = await loadReport(formatOf(flags));
  const rendered = report(judgement, reportOptions(flags, context));
  context.stdout.write(rendered.stdout);
  context.stderr.write(rendered.stderr);
  return rendered.exitCode ?? judgement.exitCode;
}
