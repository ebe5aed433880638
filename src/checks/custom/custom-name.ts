const prefix = 'Custom-';

/** The wire name of an organisation's own requirement. */
export function customName(requirement: string): string {
  return `${prefix}${requirement}`;
}

export function isCustomName(check: string): boolean {
  return check.startsWith(prefix);
}
