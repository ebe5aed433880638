import type { ToldFinding } from '../findings/finding.ts';

/** What a finding says, for formats without a column for the verdict; a sentence that tells of the doubt is left alone. */
export function sayDoubt({ verdict, says }: Pick<ToldFinding, 'verdict' | 'says'>): string {
  if (verdict !== 'unknown' || /could not (?:be told|tell)/u.test(says)) return says;
  return `could not tell: ${says}`;
}
