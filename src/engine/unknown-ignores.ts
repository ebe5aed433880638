import { kubeadmCheckNames, mayBeKubeadmCheck } from '../catalog/check-names.ts';
import type { Check, Reason } from '../checks/check.ts';
import { describeOrigin } from '../config/origin.ts';
import type { Plan } from '../config/plan.ts';
import { suggest } from '../config/suggest.ts';
import type { Finding } from '../findings/finding.ts';
import type { Ignores } from './ignores.ts';

/** Words for a name to ignore that no check has. */
export const unknownIgnoreReason: Reason = {
  code: 'ignore.unknown-name',
  means: 'A name in --ignore-preflight-errors or ignorePreflightErrors that no check has.',
  words({ name, suggestion }) {
    return {
      says: `no check is called ${String(name)}; nothing is ignored by it`,
      need: 'the name of a check as a report prints it, or all',
      have: String(name),
      ...(suggestion === '' ? {} : { remedies: [{ what: `did you mean ${String(suggestion)}?` }] }),
    };
  },
};

/** kubeadm accepts unknown names in silence; a slip of the pen deserves a warning. */
export function findUnknownIgnores(
  checks: readonly Check[],
  ignores: Ignores,
  plan: Plan,
): readonly Finding[] {
  if (ignores.names.size === 0) return [];
  const names = [...new Set([...checks.flatMap((check) => check.names(plan)), ...kubeadmCheckNames])];
  const known = new Set(names.map((name) => name.toLowerCase()));
  const unknown = [...ignores.names].filter(([key]) => !known.has(key) && !mayBeKubeadmCheck(key));
  return unknown.map(([, { value, origin }]) => ({
    check: 'IgnorePreflightErrors',
    code: unknownIgnoreReason.code,
    verdict: 'warn',
    group: 'configuration',
    subject: value,
    args: { name: value, suggestion: suggest(value, names) ?? '' },
    evidence: [{ source: describeOrigin(origin) }],
    neededBy: [],
  }));
}
