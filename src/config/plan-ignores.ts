import { textsAt, type Documents } from './config-document.ts';
import { safeText } from './excerpt.ts';
import type { Planned } from './plan.ts';
import { addValueError, type Problems } from './problems.ts';

const fields = [
  ['InitConfiguration', 'nodeRegistration.ignorePreflightErrors'],
  ['JoinConfiguration', 'nodeRegistration.ignorePreflightErrors'],
  ['ResetConfiguration', 'ignorePreflightErrors'],
  ['UpgradeConfiguration', 'apply.ignorePreflightErrors'],
  ['UpgradeConfiguration', 'node.ignorePreflightErrors'],
  ['UpgradeConfiguration', 'plan.ignorePreflightErrors'],
] as const;

/** Flag and files united, each name once, as first written (kubeadm compares without regard to case). */
export function planIgnores(
  flag: readonly string[] | undefined,
  documents: Documents,
  problems: Problems,
): readonly Planned<string>[] {
  const all: Planned<string>[] = (flag ?? [])
    .flatMap((names) => names.split(','))
    .map((name) => ({ value: name.trim(), origin: { kind: 'flag', flag: '--ignore-preflight-errors' } }));
  for (const [kind, field] of fields) all.push(...(textsAt(documents.get(kind), field) ?? []));
  const named = new Map<string, Planned<string>>();
  for (const name of all) {
    const key = name.value.trim().toLowerCase();
    if (key !== '' && !named.has(key)) named.set(key, name);
  }
  const everything = named.get('all');
  if (everything !== undefined && named.size > 1) {
    addValueError(problems, everything.origin, {
      code: 'config.all-with-others',
      message: '"all" ignores every check and stands alone; kubeadm refuses it beside other names',
      found: [...named.values()].map((name) => safeText(name.value, 40)).join(', '),
      suggestion: 'either all, or the names',
    });
  }
  return [...named.values()];
}
