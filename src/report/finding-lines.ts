import type { ToldFinding } from '../findings/finding.ts';
import { escapeLine } from './escape.ts';

type Said = Pick<ToldFinding, 'need' | 'have' | 'evidence' | 'neededBy' | 'remedies' | 'ignoredBy'>;

/** What stands below a finding in formats that have room for a few lines: need, have, where, what to do. */
export function findingLines({
  need,
  have,
  evidence,
  neededBy,
  remedies = [],
  ignoredBy,
}: Said): readonly string[] {
  const seen = evidence.map(({ source }) => source);
  const lines: readonly (readonly [string, string])[] = [
    ['need', need ?? ''],
    ['have', have ?? ''],
    ['for', neededBy.join(', ')],
    ['seen', seen.join(', ')],
    ['ignored by', ignoredBy ?? ''],
    ...remedies.flatMap(({ what, now = [], persistent = [] }) => [
      ['mend', what] as const,
      ...[...now, ...persistent].map((command) => ['', `  ${command}`] as const),
    ]),
  ];
  return lines
    .filter(([, text]) => text.trim() !== '')
    .map(([label, text]) => (label === '' ? `  ${escapeLine(text)}` : `${label}: ${escapeLine(text)}`));
}
