import { type Executable, executablesOf } from '../../catalog/executables.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Facts } from '../../probes/facts.ts';
import type { ToolFact } from '../../probes/tools/facts.ts';
import type { CheckInput } from '../check.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { factOf } from './judge-demands.ts';
import { toolFinding } from './tool-finding.ts';

/** Policy `kubeadm`: the release's own list, its severities, and its question: is it in PATH? */
export function judgeExecutables({ plan, facts, stance }: CheckInput): readonly Finding[] {
  const release = kubeadmReleaseOf(plan, stance);
  const target = plan.action === 'init' ? { target: plan.kubernetesVersion.value } : {};
  return executablesOf(release, { action: plan.action, ...target }).map((executable) =>
    judgeOne(executable, release, facts),
  );
}

function judgeOne({ name, severity }: Executable, release: string, facts: Facts): Finding {
  const demand = {
    name,
    leader: name,
    neededBy: [`kubeadm ${release}`],
    why: `kubeadm ${release} looks for it in PATH, and no further`,
  };
  const fact = factOf(name, facts);
  if (fact.state === 'unknown')
    return toolFinding(demand, fact, facts, { code: 'tool.unknown', verdict: 'unknown' });
  if (isInPath(fact)) return toolFinding(demand, fact, facts, { code: 'tool.in-path', verdict: 'pass' });
  const verdict = severity === 'error' ? 'fail' : 'warn';
  return toolFinding(demand, fact, facts, { code: 'tool.not-in-path', verdict, args: { severity } });
}

/** What Go's exec.LookPath does not take for a program. A program that does not work is found all the same. */
const notFound = new Set(['not-executable', 'directory', 'dangling-link', 'link-loop']);

function isInPath({ state, fault, inUserPath }: ToolFact): boolean {
  if (state === 'absent' || inUserPath === false) return false;
  return fault === undefined || !notFound.has(fault);
}
