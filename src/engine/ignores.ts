import { describeOrigin } from '../config/origin.ts';
import type { Planned } from '../config/plan.ts';
import type { ToldFinding } from '../findings/finding.ts';

/** Check names whose failures become warnings, in lower case, with where each was asked for. */
export interface Ignores {
  readonly names: ReadonlyMap<string, Planned<string>>;
  readonly all: Planned<string> | undefined;
}

/** The union of flag and files; case does not count, `all` stands for every check (preflight/checks.go). */
export function ignoresOf(names: readonly Planned<string>[]): Ignores {
  const byName = new Map<string, Planned<string>>();
  for (const name of names) {
    const key = name.value.trim().toLowerCase();
    if (key !== '' && !byName.has(key)) byName.set(key, name);
  }
  const all = byName.get('all');
  byName.delete('all');
  return { names: byName, all };
}

/** A failure that was asked to be ignored becomes a warning that says by whom. */
export function applyIgnores(finding: ToldFinding, ignores: Ignores): ToldFinding {
  if (finding.verdict !== 'fail' || finding.unnamed === true) return finding;
  const by = ignores.all ?? ignores.names.get(finding.check.toLowerCase());
  if (by === undefined) return finding;
  return { ...finding, verdict: 'warn', ignoredBy: describeOrigin(by.origin) };
}
