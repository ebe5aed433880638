import type { Planned } from '../plan.ts';

/** One entry of a waivers file: a failure that somebody answers for, until a day and on some hosts. */
export interface Waiver {
  /** The wire name of a check, or a reason code, as written. */
  readonly check: Planned<string>;
  readonly reason: string;
  /** Who answers for it; '' if the file does not say. */
  readonly owner: string;
  /** The last day it counts on, `2027-01-31`; '' if it does not end. */
  readonly expires: string;
  /** Patterns of host names; [] = every host. */
  readonly hosts: readonly string[];
}
