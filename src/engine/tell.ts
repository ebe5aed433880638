import type { Reason } from '../checks/check.ts';
import type { Finding, ToldFinding } from '../findings/finding.ts';

/** Gives a finding its words. A code without words is a bug: the tests look for it. */
export function tell(finding: Finding, reasons: readonly Reason[]): ToldFinding {
  const reason = reasons.find(({ code }) => code === finding.code);
  if (reason === undefined) throw new Error(`no words for ${finding.code}`);
  return { ...finding, ...reason.words(finding.args) };
}
