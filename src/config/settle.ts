import { describeOrigin } from './origin.ts';
import type { Planned } from './plan.ts';
import { addValueNotice, type Problems } from './problems.ts';
import { shortRelease } from './releases.ts';

export function fromFlag<T>(flag: string, value: T | undefined): Planned<T> | undefined {
  return value === undefined ? undefined : { value, origin: { kind: 'flag', flag } };
}

export function fromDefault<T>(value: T, release: string): Planned<T> {
  return { value, origin: { kind: 'default', release: shortRelease(release) } };
}

const shown = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));

/** Tells that two sources say different things, and which one counts. */
export function tellDisagreement<T>(
  problems: Problems,
  what: string,
  winner: Planned<T>,
  loser: Planned<T>,
): void {
  if (shown(winner.value) === shown(loser.value)) return;
  addValueNotice(problems, loser.origin, 'config.sources-disagree', {
    what,
    used: shown(winner.value),
    usedFrom: describeOrigin(winner.origin),
    other: shown(loser.value),
    otherFrom: describeOrigin(loser.origin),
  });
}

/** The first source that says something; files after it that say otherwise are told. A flag is meant to differ from the cluster. */
export function settle<T>(
  problems: Problems,
  what: string,
  sources: readonly (Planned<T> | undefined)[],
  fallback: Planned<T>,
): Planned<T> {
  const given = sources.filter((source) => source !== undefined);
  const [winner, ...others] = given;
  if (winner === undefined) return fallback;
  for (const other of others) {
    if (other.origin.kind !== 'cluster') tellDisagreement(problems, what, winner, other);
  }
  return winner;
}
