import { executablesOf } from '../catalog/executables.ts';
import type { NodeRequirement } from '../catalog/requirements/requirement.ts';
import { toolRequirements } from '../catalog/requirements/tools.ts';
import { proxyToolNames, proxyToolsOf } from '../catalog/tools.ts';
import type { Plan } from '../config/plan.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProbeName } from '../probes/facts.ts';
import type { Check, CheckInput, Stance } from './check.ts';
import { findingOf, plannedEvidence } from './finding-of.ts';
import { nodeDemands, proxyDemands } from './host-tools/demands-of.ts';
import { judgeDemands } from './host-tools/judge-demands.ts';
import { judgeExecutables } from './host-tools/judge-executables.ts';
import { kernelIsShown } from './host-tools/kernel-shown.ts';
import { otherWayOut } from './host-tools/other-mode.ts';
import { toolReasons } from './host-tools/tool-reasons.ts';
import { weighEither } from './host-tools/weigh-either.ts';

const name = 'FileExisting';
const about = { check: name, group: 'tools' } as const;

/**
 * The host tools, under the policy asked for: kubeadm's check made aware of the proxy mode.
 * @param entries the tools of the catalogue
 */
export function fileExistingWith(entries: readonly NodeRequirement[]): Check {
  return {
    name,
    title: 'host tools',
    group: 'tools',
    sources: [
      'kubeadm#3132',
      'kubernetes#129131',
      'kubernetes#129450',
      'kubernetes#130045',
      'kubernetes#127151',
    ],
    kubeadms: true,
    reasons: toolReasons,
    needs: probesFor,
    names: () => [...new Set(entries.map((entry) => `${name}-${entry.name}`))],
    judge(input) {
      // kubeadm reset looks for no program, and takes kube-proxy away.
      if (input.plan.action === 'reset') return [];
      switch (input.stance.policy) {
        case 'documented':
          return [documentNeeds(input.plan)];
        case 'kubeadm':
          return judgeExecutables(input);
        case 'either':
          return [...weighEither(entries, input), ...notNeeded(input.plan)];
        default:
          return [...judgeMode(entries, input), ...notNeeded(input.plan)];
      }
    },
  };
}

export const fileExistingCheck: Check = fileExistingWith(toolRequirements);

function probesFor(_: Plan, { policy, hostTools, kubeProxy }: Stance): readonly ProbeName[] {
  if (policy === 'documented') return [];
  if (policy === 'kubeadm') return ['tools'];
  const proof: readonly ProbeName[] = hostTools === 'advisory' && kubeProxy === 'pod' ? ['netfilter'] : [];
  return ['tools', 'os', 'kernel', 'privilege', ...proof];
}

function judgeMode(
  entries: readonly NodeRequirement[],
  { plan, facts, stance }: CheckInput,
): readonly Finding[] {
  const mode = plan.proxyMode.value;
  const proxy = judgeDemands(proxyDemands(entries, plan, stance, mode), facts);
  const isAdvisory =
    stance.hostTools === 'advisory' && stance.kubeProxy === 'pod' && kernelIsShown(plan, facts);
  const weighed = proxy.map((finding) => withWayOut(isAdvisory ? advise(finding) : finding, plan, facts));
  return [...weighed, ...judgeDemands(nodeDemands(entries, plan), facts)];
}

/** The kernel can: nothing but comfort and hints hang on the host's tool. */
function advise(finding: Finding): Finding {
  if (finding.verdict !== 'fail') return finding;
  return { ...finding, verdict: 'warn', args: { ...finding.args, advisory: true } };
}

function withWayOut(finding: Finding, plan: Plan, facts: CheckInput['facts']): Finding {
  if (finding.verdict !== 'fail') return finding;
  return { ...finding, args: { ...finding.args, otherWay: otherWayOut(plan, facts) } };
}

/** Says once what kubeadm of old would have demanded, and this plan does not need. */
function notNeeded(plan: Plan): readonly Finding[] {
  const mode = plan.proxyMode.value;
  if (mode === 'iptables' || mode === 'ipvs') return [];
  const isNone = mode === 'none';
  return [
    findingOf(about, {
      code: 'tool.not-needed',
      verdict: isNone ? 'info' : 'pass',
      subject: isNone ? 'proxy tools' : 'iptables',
      args: { mode, tools: isNone ? proxyToolNames : ['iptables', 'ipset'] },
      evidence: [plannedEvidence(plan.proxyMode)],
    }),
  ];
}

/** Policy `documented`: nothing is looked for; who needs what is told. */
function documentNeeds(plan: Plan): Finding {
  const mode = plan.proxyMode.value;
  const node = executablesOf(plan.kubernetesVersion.value, { action: 'init' }).map(
    (executable) => executable.name,
  );
  return findingOf(about, {
    code: 'tool.documented',
    verdict: 'info',
    subject: 'host tools',
    args: {
      mode,
      release: plan.kubernetesVersion.value,
      proxyTools: proxyToolsOf(mode, plan.families.value).map((need) => need.name),
      nodeTools: node,
    },
    evidence: [plannedEvidence(plan.proxyMode)],
    neededBy: mode === 'none' ? ['kubelet', 'kubeadm'] : [`kube-proxy (${mode})`, 'kubelet', 'kubeadm'],
  });
}
