import type { CertificateFact } from '../../probes/certificates/facts.ts';

const day = 24 * 3600 * 1000;
/** A month is what it takes for a renewal to be asked for, granted and rolled out. */
const soonDays = 30;

export type Validity = 'valid' | 'expired' | 'not-yet-valid' | 'expires-soon';

/**
 * @param seenAt what the clock of the host said
 * A certificate that lives no longer than a month is renewed by something that runs: a third of its life is soon.
 */
export function judgeValidity({ notBefore, notAfter }: CertificateFact, seenAt: number): Validity {
  if (seenAt >= notAfter) return 'expired';
  if (seenAt < notBefore) return 'not-yet-valid';
  const soon = Math.min(soonDays * day, (notAfter - notBefore) / 3);
  return notAfter - seenAt < soon ? 'expires-soon' : 'valid';
}

/** `2027-03-01`; with the time where a day is too coarse. */
export function dayOf(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : 'an unreadable date';
}

export function momentOf(time: number): string {
  return Number.isFinite(time)
    ? new Date(time).toISOString().slice(0, 19).replace('T', ' ')
    : 'an unreadable date';
}
