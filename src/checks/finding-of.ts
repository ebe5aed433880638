import { describeOrigin } from '../config/origin.ts';
import type { Notice, Planned } from '../config/plan.ts';
import type { Evidence, Finding, Verdict } from '../findings/finding.ts';

type Given = Partial<Finding> & {
  readonly code: string;
  readonly verdict: Verdict;
  readonly subject: string;
};

/** A finding of a check, with nothing where nothing was said. */
export function findingOf(check: Pick<Finding, 'check' | 'group'>, given: Given): Finding {
  return { args: {}, evidence: [], neededBy: [], ...check, ...given };
}

/** A planned value as evidence: where it was read, and what stood there. */
export function plannedEvidence(planned: Planned<unknown>): Evidence {
  const { value, origin } = planned;
  const field = origin.kind === 'file' ? `${origin.field}: ` : '';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return { source: describeOrigin(origin), excerpt: `${field}${text}` };
}

export function noticeEvidence({ origin, excerpt }: Notice): Evidence {
  return { source: describeOrigin(origin), ...(excerpt === undefined ? {} : { excerpt }) };
}
