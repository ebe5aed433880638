import type { Finding, Verdict } from '../../findings/finding.ts';
import { findingOf } from '../finding-of.ts';

export const systemVerification = 'SystemVerification';

type Given = Partial<Finding> & {
  readonly code: string;
  readonly verdict: Verdict;
  readonly subject: string;
};

export function systemFinding(given: Given): Finding {
  return findingOf({ check: systemVerification, group: 'system' }, given);
}
