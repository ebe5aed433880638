import { changesBetween } from '../catalog/mode-moves.ts';
import { isAtLeast } from '../catalog/release.ts';
import { type Plan, type ProxyMode, proxyModes } from '../config/plan.ts';
import type { ToldFinding } from '../findings/finding.ts';
import type { ModeVerdict, Readiness } from '../findings/mode-comparison.ts';
import { judgeTimeline } from './judge-timeline.ts';
import { recommendMode } from './recommend-mode.ts';

/** Findings that speak of a mode, and not of the file it was written in. */
const modeGroups = new Set(['proxy', 'tools', 'kernel', 'state']);

/** The same plan in another mode, as if `--proxy-mode` had said so. */
export function planForMode(plan: Plan, mode: ProxyMode): Plan {
  return {
    ...plan,
    proxyMode: { value: mode, origin: { kind: 'flag', flag: '--proxy-mode' } },
    kubeProxy: { ...plan.kubeProxy, modeSet: true },
    notices: [],
  };
}

/**
 * All modes side by side for one host.
 * @param judged the findings of the same facts under each mode's plan
 */
export function compareModes(plan: Plan, judged: ReadonlyMap<ProxyMode, readonly ToldFinding[]>) {
  const present = plan.proxyMode.value;
  const modes = proxyModes.map((mode) => verdictFor(mode, present, judged.get(mode) ?? []));
  const version = plan.kubernetesVersion.value;
  const stable = isAtLeast(version, '1.33');
  const timeline = judgeTimeline({
    mode: present,
    modeSet: plan.kubeProxy.modeSet,
    kubernetesVersion: version,
    modes,
  });
  return { modes, ...recommendMode(modes, present, stable), timeline };
}

function verdictFor(
  mode: ProxyMode,
  present: ProxyMode | 'none',
  findings: readonly ToldFinding[],
): ModeVerdict {
  const relevant = findings.filter((finding) => modeGroups.has(finding.group));
  const failures = relevant.filter((finding) => finding.verdict === 'fail');
  const unknowns = relevant.filter((finding) => finding.verdict === 'unknown');
  return {
    mode,
    present: mode === present,
    readiness: readinessFrom(failures.length, unknowns.length),
    blockers: [...failures, ...unknowns],
    warnings: relevant.filter((finding) => finding.verdict === 'warn'),
    changes: present === 'none' ? [] : changesBetween(present, mode).map(withoutModes),
  };
}

function readinessFrom(failures: number, unknowns: number): Readiness {
  if (failures > 0) return 'not-ready';
  return unknowns > 0 ? 'could-not-tell' : 'ready';
}

function withoutModes({ topic, says, todo, source }: ReturnType<typeof changesBetween>[number]) {
  return { topic, says, source, ...(todo === undefined ? {} : { todo }) };
}
