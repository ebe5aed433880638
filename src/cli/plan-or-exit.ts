import type { ClusterIo } from '../config/cluster-io.ts';
import type { ClusterSeen } from '../config/cluster-seen.ts';
import type { ConfigIo } from '../config/config-io.ts';
import type { ConfigError, ConfigErrorDocument } from '../config/config-error.ts';
import type { Plan } from '../config/plan.ts';
import { defaultRelease } from '../config/releases.ts';
import { exitCodes } from '../engine/exit-code.ts';
import type { Context } from './context.ts';
import type { FlagValues } from './flag.ts';
import { kubeadmConfigExit } from './kubeadm-exit.ts';
import { kubeadmRelease } from './kubeadm-release.ts';
import { type Target, planRequest } from './plan-request.ts';
import { texts } from './texts.ts';

export type Planning =
  | { readonly ok: true; readonly plan: Plan; readonly cluster?: ClusterSeen }
  | { readonly ok: false; readonly exitCode: number };

/** What planning may be told beside the flags. */
export interface PlanningOptions {
  /** Absent: the real files. */
  readonly io?: ConfigIo;
  /** Called when a cluster is about to be asked, which may take its time. */
  readonly onAsk?: () => void;
}

/** The Plan; or every error of every file on standard error (and as data, with `-o json`). */
export async function planOrExit(
  target: Target,
  flags: FlagValues,
  context: Context,
  { io, onAsk }: PlanningOptions = {},
): Promise<Planning> {
  const { loadPlan } = await import('../config/load-plan.ts');
  const request = await planRequest(target, flags, context);
  const result = await loadPlan(request, io ?? (await realIo()), lazyReader(context, onAsk));
  const errors = result.ok ? await kubeadmRefusals(result.plan, flags) : result.errors;
  if (result.ok && errors.length === 0) return result;
  const exitCode = exitCodeFor(errors, flags);
  await showErrors(errors, exitCode, flags, context);
  return { ok: false, exitCode };
}

export async function realIo(): Promise<ConfigIo> {
  const { createConfigIo } = await import('../host/config-io.ts');
  return createConfigIo();
}

/** client-node is loaded only when a cluster is asked; for an image, or facts of another host, it is asked from here. */
export function lazyReader(context: Context, onAsk: (() => void) | undefined): ClusterIo {
  return {
    async read(request) {
      onAsk?.();
      const { createClusterReader } = await import('../cluster/cluster-reader.ts');
      const host = await (context.desk?.() ?? context.host());
      return createClusterReader(host, context.signal).read(request);
    },
  };
}

/** What kubeadm itself would refuse of a plan that can be read; only its own policy asks. */
async function kubeadmRefusals(plan: Plan, flags: FlagValues): Promise<readonly ConfigError[]> {
  const kubeadm = flags.text('kubeadm-version');
  if (kubeadm === undefined || flags.text('policy') !== 'kubeadm') return [];
  const { refuseOldTarget } = await import('../config/target-release.ts');
  const refusal = refuseOldTarget(plan, kubeadmRelease(kubeadm));
  return refusal === undefined ? [] : [refusal];
}

function exitCodeFor(errors: readonly ConfigError[], flags: FlagValues): number {
  if (flags.text('policy') !== 'kubeadm') return exitCodes.configuration;
  const release = flags.text('kubeadm-version') ?? flags.text('kubernetes-version') ?? defaultRelease;
  return kubeadmConfigExit(release, errors);
}

export async function showErrors(
  errors: readonly ConfigError[],
  exitCode: number,
  flags: FlagValues,
  context: Context,
): Promise<void> {
  const { formatConfigError } = await import('../config/config-error.ts');
  const { mostErrors } = await import('../config/problems.ts');
  for (const error of errors) context.stderr.write(`${formatConfigError(error)}\n`);
  context.stderr.write(`${texts.invalidConfiguration(errors.length, errors.length < mostErrors)}\n`);
  if (flags.text('output') !== 'json') return;
  const document: ConfigErrorDocument = { schema: 'kube-preflight/config-errors/v1', exitCode, errors };
  const { escapeJson } = await import('../report/escape.ts');
  context.stdout.write(`${escapeJson(JSON.stringify(document, null, 2))}\n`);
}
