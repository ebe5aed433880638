import type { Judgement } from '../findings/judgement.ts';

/** `facts of node-7.json, collected 2026-11-20 14:03 UTC, 3 days ago`; undefined: the host itself was looked at. */
export function collectedWords({ collected }: Judgement['subject']): string | undefined {
  if (collected === undefined) return undefined;
  const { from, at, days } = collected;
  const when = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  return `facts from ${from}, collected ${when}${ageOf(days)}`;
}

function ageOf(days: number): string {
  if (days < 0) return ', by a clock that is ahead';
  if (days < 1) return '';
  return days === 1 ? ', the day before' : `, ${days} days ago`;
}
