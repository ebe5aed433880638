/** What systemd says of a unit, as far as it tells whether the unit acts. */
interface UnitState {
  readonly fileState: string;
  readonly active: string;
}

/** Runs now, or will at the next boot. */
export function isUnitOn(unit: UnitState | undefined): boolean {
  if (unit === undefined) return false;
  return unit.fileState.startsWith('enabled') || unit.active === 'active' || unit.active === 'activating';
}
