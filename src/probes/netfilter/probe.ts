import type { Host } from '../../host/host.ts';
import { known, unknown, type Unknown } from '../fact.ts';
import { noKernel } from '../kernel.ts';
import type { Ask, Probe, Survey } from '../probe.ts';
import { readConntrack } from './conntrack.ts';
import { loadedModules } from './loaded-modules.ts';
import { missingTree } from './missing-tree.ts';
import { createModuleEvidence } from './module-evidence.ts';
import type { Context } from './proof-from.ts';
import { proveMode } from './prove-mode.ts';
import { findTools, type ToolPaths } from './tool-paths.ts';

/**
 * Whether this kernel can run the rules of each mode asked for. Rules of kube-proxy's own kinds are
 * loaded into a scratch network namespace, and the namespace is thrown away.
 */
export const netfilterProbe: Probe<'netfilter'> = {
  name: 'netfilter',
  deadlineMs: 15_000,
  async run(host, survey, ask) {
    if (host.image !== undefined && host.release === '')
      return unknown('not-found', noKernel(host.image.root));
    const [before, paths] = await Promise.all([loadedModules(host), findTools(host, survey, ask)]);
    const context = contextOf(host, survey, paths, ask);
    const pairs = survey.modes.flatMap((mode) => survey.families.map((family) => ({ mode, family })));
    const proofs = await Promise.all(
      pairs.map(({ mode, family }) => proveMode(context, survey, mode, family)),
    );
    // Read after the proofs: what they made the kernel load is there now.
    const [conntrack, after, tree] = await Promise.all([
      readConntrack(host, context.evidence),
      loadedModules(host),
      missingTree(host),
    ]);
    const loadedByProof = [...(after ?? [])].filter((name) => before !== undefined && !before.has(name));
    return known({
      proofs: proofs.flat(),
      conntrack,
      loadedByProof: loadedByProof.toSorted(),
      ...(tree === undefined ? {} : { missingTree: tree }),
    });
  },
};

function contextOf(host: Host, survey: Survey, paths: ToolPaths, ask: Ask | undefined): Context {
  const evidence = createModuleEvidence(host, ask);
  const base = { host, paths, evidence, scheduler: survey.ipvsScheduler };
  const whyStatic = whyNothingMayRun(host, survey, paths);
  const unshare = paths.path('unshare');
  if (whyStatic !== undefined) return { ...base, tools: undefined, whyStatic };
  return { ...base, tools: unshare === undefined ? undefined : { unshare, find: paths.path('find') } };
}

function whyNothingMayRun(host: Host, survey: Survey, paths: ToolPaths): Unknown | undefined {
  if (host.image !== undefined) {
    return { code: 'not-running', detail: `read from the kernel package of ${host.release}: no image runs` };
  }
  if (survey.readOnly) {
    return {
      code: 'read-only-run',
      detail: 'a read-only run loads no rules, for that could load kernel modules',
    };
  }
  const lack = paths.lack('unshare');
  if (lack === undefined) return undefined;
  return { code: 'not-found', detail: `${lack}, so that no scratch network namespace can be made` };
}
