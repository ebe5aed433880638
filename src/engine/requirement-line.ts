import type { NodeRequirement } from '../catalog/requirements/requirement.ts';
import type { RequirementLine } from '../findings/requirement-list.ts';

const familyWords = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;

/** An entry of the catalogue for those who read reports. */
export function requirementLine(entry: NodeRequirement): RequirementLine {
  const { id, kind, name, need, component, neededBy, purpose, without, severity, source } = entry;
  return {
    id,
    kind,
    name,
    need,
    component,
    neededBy,
    purpose,
    without,
    severity,
    from: entry.from ?? '',
    until: entry.until ?? '',
    where: whereOf(entry),
    modules: [...new Set((entry.modules ?? []).map(({ module }) => module))],
    source,
    check: entry.check ?? '',
  };
}

function whereOf({
  modes = [],
  place,
  role,
  phases = [],
  families = [],
}: NodeRequirement): readonly string[] {
  return [
    ...modes,
    ...(place === undefined ? [] : [place]),
    ...(role === undefined ? [] : [role]),
    ...phases,
    ...(families.length === 1 ? families.map((family) => familyWords[family]) : []),
  ];
}
