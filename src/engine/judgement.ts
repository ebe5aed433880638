import type { Stance } from '../checks/check.ts';
import { cniInUse } from '../checks/cni/cni-in-use.ts';
import { headLines } from '../config/plan-lines.ts';
import type { Plan } from '../config/plan.ts';
import type { ToldFinding } from '../findings/finding.ts';
import type { Counts, Judgement } from '../findings/judgement.ts';
import type { Facts } from '../probes/facts.ts';
import { exitCodeOf, type FailOn } from './exit-code.ts';

export interface Verdicts {
  readonly command: string;
  /** Of this program. */
  readonly version: string;
  readonly plan: Plan;
  readonly facts: Facts;
  readonly stance: Stance;
  readonly findings: readonly ToldFinding[];
  readonly timings: Readonly<Record<string, number>>;
  readonly durationMs: number;
  readonly failOn?: FailOn;
  /** Where the facts come from; absent: from the host itself, now. */
  readonly collected?: Judgement['subject']['collected'];
}

/** Sums up: all that a report needs, and no more. */
export function judgementOf(verdicts: Verdicts): Judgement {
  const { command, version, plan, facts, stance, findings, timings, durationMs } = verdicts;
  const counts = countVerdicts(findings);
  return {
    schema: 'kube-preflight/report/v1',
    tool: { name: 'kube-preflight', version },
    command,
    subject: subjectOf(plan, facts, verdicts.collected),
    policy: stance.policy,
    planned: [...headLines(plan), ...pluginLine(plan, facts)],
    findings,
    counts,
    ready: counts.fail === 0,
    exitCode: exitCodeOf(counts, verdicts.failOn ?? []),
    durationMs,
    timings,
    sideEffects: sideEffectsOf(facts),
  };
}

/** The network plugin, where nobody planned one and this host is set up with one that is known. */
function pluginLine(plan: Plan, facts: Facts): Judgement['planned'] {
  const inUse = cniInUse(plan, facts);
  if (inUse?.main === undefined || plan.cni.plugins.value.length > 0) return [];
  return [{ label: 'CNI', value: inUse.plugins.join(', '), origin: inUse.evidence[0]?.source ?? '' }];
}

/** How many findings of each verdict. */
export function countVerdicts(findings: readonly ToldFinding[]): Counts {
  const counts = { pass: 0, info: 0, warn: 0, fail: 0, unknown: 0 };
  for (const { verdict } of findings) counts[verdict] += 1;
  return counts;
}

export function subjectOf(
  plan: Plan,
  { os, kernel }: Facts,
  collected?: Judgement['subject']['collected'],
): Judgement['subject'] {
  return {
    host: os?.known ? os.value.hostName : plan.nodeName.value,
    os: os?.known ? os.value.prettyName : '',
    kernel: kernel?.known ? kernel.value.release : '',
    kubernetes: plan.kubernetesVersion.value,
    ...(collected === undefined ? {} : { collected }),
  };
}

/** The one exception to "no trace": what looking made the kernel load. */
export function sideEffectsOf({ tools, netfilter, images }: Facts): readonly string[] {
  const byTools = tools?.known ? tools.value.modulesLoaded : [];
  const byProof = netfilter?.known ? netfilter.value.loadedByProof : [];
  const modules = [...new Set([...byTools, ...byProof])].toSorted();
  const pulled = (images?.known ? images.value.images : []).filter(({ state }) => state === 'pulled');
  const plural = modules.length === 1 ? 'module' : 'modules';
  return [
    ...(modules.length === 0
      ? []
      : [`looking made the kernel load the ${plural} ${modules.join(', ')}; --read-only forbids it`]),
    ...(pulled.length === 0 ? [] : [`pulled, as asked: ${pulled.map(({ image }) => image).join(', ')}`]),
  ];
}
