import { listAt, textsAt, type Documents } from './config-document.ts';
import { safeText } from './excerpt.ts';
import type { Planned } from './plan.ts';
import { addValueNotice, type Problems } from './problems.ts';
import { fromDefault } from './settle.ts';
import { suggest } from './suggest.ts';

const fields = [
  ['InitConfiguration', 'skipPhases'],
  ['JoinConfiguration', 'skipPhases'],
  ['ResetConfiguration', 'skipPhases'],
  ['UpgradeConfiguration', 'apply.skipPhases'],
  ['UpgradeConfiguration', 'node.skipPhases'],
] as const;

export interface PhasesPlan {
  readonly skipPhases: Planned<readonly string[]>;
  /** The phase that takes kube-proxy away, if one does. */
  readonly noProxy?: Planned<'none'>;
}

/** The flag replaces the file's list, as kubeadm documents it. */
export function planPhases(
  flag: readonly string[] | undefined,
  documents: Documents,
  release: string,
  problems: Problems,
): PhasesPlan {
  const names: Planned<string>[] = [];
  let skipPhases: Planned<readonly string[]> | undefined;
  if (flag !== undefined) {
    const origin = { kind: 'flag', flag: '--skip-phases' } as const;
    const value = flag
      .flatMap((list) => list.split(','))
      .map((name) => name.trim())
      .filter((name) => name !== '');
    names.push(...value.map((name) => ({ value: name, origin })));
    skipPhases = { value, origin };
  } else {
    for (const [kind, field] of fields) {
      const list = skipPhases === undefined ? listAt(documents.get(kind), field) : undefined;
      if (list === undefined) continue;
      skipPhases = list;
      names.push(...(textsAt(documents.get(kind), field) ?? []));
    }
  }
  for (const name of names) tellNearMiss(name, problems);
  const taker = names.find(({ value }) => value === 'addon/kube-proxy' || value === 'addon');
  return {
    skipPhases: skipPhases ?? fromDefault([], release),
    ...(taker === undefined ? {} : { noProxy: { value: 'none', origin: taker.origin } }),
  };
}

const wrongNames = new Set([
  'kube-proxy',
  'proxy',
  'addons',
  'addons/kube-proxy',
  'addon/proxy',
  'phase/addon/kube-proxy',
]);

/** kubeadm compares phases exactly; a name that was to switch kube-proxy off, and does not, is worth a word. */
function tellNearMiss({ value, origin }: Planned<string>, problems: Problems): void {
  if (value === 'addon' || value === 'addon/kube-proxy' || value === 'addon/coredns' || value === 'addon/all')
    return;
  const isNear = wrongNames.has(value.toLowerCase()) || suggest(value, ['addon/kube-proxy']) !== undefined;
  if (!isNear) return;
  addValueNotice(problems, origin, 'config.unknown-phase', {
    phase: safeText(value, 40),
    suggestion: 'addon/kube-proxy',
  });
}
