import type { ServicesFacts } from '../services/facts.ts';

/** Runs now, or will at the next boot. */
export function isUnitOn({ units }: ServicesFacts, unit: string): boolean {
  const fact = units[unit];
  if (fact === undefined) return false;
  return fact.fileState.startsWith('enabled') || fact.active === 'active' || fact.active === 'activating';
}
