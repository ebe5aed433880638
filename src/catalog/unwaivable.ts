/** What no waiver can answer for, and why. */
export interface Unwaivable {
  /** The name of a check, or `all`. */
  readonly check: string;
  readonly why: string;
}

export const unwaivable: readonly Unwaivable[] = [
  {
    check: 'IsPrivilegedUser',
    why: 'kubeadm itself ends there, and without root many other answers are missing',
  },
  {
    check: 'Configuration',
    why: 'where the configuration is not read as it was meant, every other verdict speaks of another node',
  },
  { check: 'Waivers', why: 'a waiver cannot answer for itself' },
  { check: 'all', why: 'a waiver names the one failure that somebody answers for' },
];

/** Why this name cannot be waived; undefined if it can. */
export function whyUnwaivable(name: string): string | undefined {
  return unwaivable.find(({ check }) => check.toLowerCase() === name.toLowerCase())?.why;
}
