import { textAt, type Documents } from './config-document.ts';
import { safeText } from './excerpt.ts';
import type { Planned } from './plan.ts';
import { addValueError, addValueNotice, type Problems } from './problems.ts';
import { defaultRelease, parseRelease } from './releases.ts';
import { fromDefault, fromFlag, settle } from './settle.ts';

/** The release that is planned, written as `v1.36.2`. */
export function planVersion(
  flag: string | undefined,
  documents: Documents,
  problems: Problems,
): Planned<string> {
  const upgrade = documents.get('UpgradeConfiguration');
  const target = textAt(upgrade, 'apply.kubernetesVersion') ?? textAt(upgrade, 'plan.kubernetesVersion');
  const cluster = textAt(documents.get('ClusterConfiguration'), 'kubernetesVersion');
  const named = fromFlag('--kubernetes-version', flag);
  // What the cluster runs now is where an upgrade starts from: it counts when nothing names where to.
  const isLive = cluster?.origin.kind === 'cluster';
  const sources = isLive ? [named, target, cluster] : [named, cluster, target];
  const read = sources.map((source) => source && readVersion(source, problems));
  return settle(problems, 'Kubernetes version', read, fromDefault(defaultRelease, defaultRelease));
}

function readVersion(written: Planned<string>, problems: Problems): Planned<string> {
  const release = parseRelease(written.value);
  if (release === undefined) {
    addValueError(problems, written.origin, {
      code: 'config.bad-version',
      message: 'this is no Kubernetes version',
      found: safeText(written.value),
      allowed: ['v1.36.2', '1.36', 'v1.37.0-rc.0', 'stable-1'],
    });
    return { value: defaultRelease, origin: written.origin };
  }
  if (release.label !== undefined) {
    addValueNotice(problems, written.origin, 'config.version-label', {
      label: release.label,
      used: release.text,
    });
  }
  return { value: release.text, origin: written.origin };
}
