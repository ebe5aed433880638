import type { FleetGroup } from '../../findings/fleet-report.ts';

/** What a finding says beside its sentence, by label. @param hosts where it was found; '' where that is plain */
export function findingFacts(
  { need = '', have = '', neededBy }: FleetGroup,
  hosts: string,
): readonly (readonly [label: string, text: string])[] {
  const facts = [
    ['need', need],
    ['have', have],
    ['for', neededBy.join(', ')],
    ['on', hosts],
  ] as const;
  return facts.filter(([, text]) => text !== '');
}

/** Remedies are ways out, of which one is enough. */
export function remedyLabel(index: number): string {
  return index === 0 ? 'mend' : 'or';
}
