import type { Check, CheckInput, Reason } from '../checks/check.ts';
import type { Finding, ToldFinding } from '../findings/finding.ts';
import { isNotRunning } from '../probes/fact.ts';
import type { Facts } from '../probes/facts.ts';
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

export const imageKernelName = 'ImageKernel';

export const imageKernelReason: Reason = {
  code: 'image.kernels',
  means: 'Several kernels lie in the image; the one that boots by default was judged.',
  words: ({ release, others }) => ({
    says: `${String(release)} is judged, the newest kernel in this image; there too: ${Array.isArray(others) ? others.join(', ') : ''}`,
  }),
};

/** Reasons that stand for a program of the image that was not run, though other facts of the check are known. */
const codesOfPrograms: ReadonlySet<string> = new Set([
  'conntrack.not-told',
  'kubelet.not-told',
  'skew.not-told',
  'tool.version-unknown',
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
  const rest = findings.filter((one) => !isFolded(one));
  const line = folded.length === 0 ? [] : [tell(finding, [notRunningReason])];
  return [...rest, ...kernelNote(facts), ...line];
}

/** Which of several kernels would boot is a guess, however good: it is said. */
function kernelNote({ kernel }: Facts): readonly ToldFinding[] {
  const { release = '', image } = kernel?.known === true ? kernel.value : {};
  if (image === undefined || image.others.length === 0) return [];
  const finding: Finding = {
    check: imageKernelName,
    code: imageKernelReason.code,
    verdict: 'info',
    group: 'kernel',
    subject: release,
    args: { release, others: image.others },
    evidence: [{ source: `${image.root}/lib/modules` }],
    neededBy: [],
  };
  return [tell(finding, [imageKernelReason])];
}

function isOf(check: Check, name: string, plan: CheckInput['plan']): boolean {
  return name.startsWith(`${check.name}-`) || check.names(plan).includes(name);
}
