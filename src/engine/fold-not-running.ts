import type { Check, CheckInput, Reason } from '../checks/check.ts';
import type { Finding, ToldFinding } from '../findings/finding.ts';
import { isNotRunning } from '../probes/fact.ts';
import { tell } from './tell.ts';

/** What stands for all that only the running node can tell. */
export const notRunningName = 'RunningNode';

export const notRunningReason: Reason = {
  code: 'image.not-running',
  means:
    'An image was judged with --root: what only a running node can tell was left out. The names of the checks are listed.',
  words: ({ count, names }) => ({
    says: `${String(count)} ${count === 1 ? 'check needs' : 'checks need'} the running node: of an image only files are read`,
    need: 'a run of kube-preflight on the node, for what files cannot tell',
    have: Array.isArray(names) ? names.join(', ') : '',
  }),
};

/** Reasons that stand for a program of the image that was not run, though other facts of the check are known. */
const codesOfPrograms: ReadonlySet<string> = new Set([
  'conntrack.not-told',
  'kubelet.not-told',
  'skew.not-told',
  'system.kubeadm-untold',
]);

/**
 * Of an image thirty checks cannot tell, all for the same cause: that is one line. What could not be told
 * for another cause stays, so that `--fail-on unknown` is of use for images too.
 */
export function foldNotRunning(
  findings: readonly ToldFinding[],
  checks: readonly Check[],
  { facts, plan, stance }: CheckInput,
): readonly ToldFinding[] {
  if (!isNotRunning(facts.privilege)) return findings;
  const waiting = checks.filter((check) => {
    const needs = check.needs(plan, stance);
    // Many look at privileges beside their subject, for their words alone.
    const subjects = needs.filter((name) => name !== 'privilege');
    return (subjects.length > 0 ? subjects : needs).some((name) => isNotRunning(facts[name]));
  });
  const isFolded = ({ check, verdict, code }: ToldFinding): boolean =>
    verdict === 'unknown' && (codesOfPrograms.has(code) || waiting.some((one) => isOf(one, check, plan)));
  const folded = findings.filter(isFolded);
  if (folded.length === 0) return findings;
  const names = [...new Set(folded.map(({ check }) => check))];
  const finding: Finding = {
    check: notRunningName,
    code: notRunningReason.code,
    verdict: 'info',
    group: 'system',
    subject: 'image',
    args: { count: names.length, names },
    evidence: [],
    neededBy: [],
  };
  return [...findings.filter((one) => !isFolded(one)), tell(finding, [notRunningReason])];
}

function isOf(check: Check, name: string, plan: CheckInput['plan']): boolean {
  return name.startsWith(`${check.name}-`) || check.names(plan).includes(name);
}
