import { kernelGate } from '../../catalog/version-rules.ts';
import { isAtLeast } from '../../catalog/release.ts';
import { type Plan, type ProxyMode, proxyModes } from '../../config/plan.ts';
import type { Finding } from '../../findings/finding.ts';
import type { NetfilterFacts } from '../../probes/netfilter/facts.ts';
import type { Check, CheckInput, Stance } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { familyWords } from './family-words.ts';
import { judgeModules } from './judge-modules.ts';
import { judgeProofs } from './judge-proofs.ts';
import { moduleReasons } from './module-reasons.ts';
import { proxyKernelReasons } from './reasons.ts';

const name = 'ProxyKernel';

/** Whether this kernel can run the rules that kube-proxy writes in the planned mode. */
export const proxyKernelCheck: Check = {
  name,
  title: "kernel support for kube-proxy's rules",
  group: 'kernel',
  sources: ['siderolabs/pkgs#951', 'kubernetes#142068', 'kubernetes#124152', 'kops#17789', 'KEP-3866'],
  reasons: [...proxyKernelReasons, ...moduleReasons],
  needs: (plan, stance) =>
    isJudged(plan, stance) ? ['netfilter', 'tools', 'os', 'kernel', 'privilege'] : [],
  names: () => proxyModes.map((mode) => `${name}-${mode}`),
  judge(input) {
    const mode = input.plan.proxyMode.value;
    if (mode === 'none' || !isJudged(input.plan, input.stance)) return [];
    return [...judgeGate(input, mode), ...judgeFacts(input, mode)];
  },
};

/** kubeadm proves no kernel, and a node that is reset needs none. */
export function isJudged({ action, proxyMode }: Plan, { policy }: Stance): boolean {
  return proxyMode.value !== 'none' && action !== 'reset' && policy !== 'documented' && policy !== 'kubeadm';
}

function judgeFacts(input: CheckInput, mode: ProxyMode): readonly Finding[] {
  const { netfilter } = input.facts;
  const about = { check: `${name}-${mode}`, group: 'kernel' } as const;
  const families = input.plan.families.value;
  const proofs = netfilter?.known ? proofsOf(netfilter.value, mode, input.plan) : [];
  if (netfilter?.known === true && proofs.length > 0) {
    const judged = judgeProofs(input, mode, proofs);
    return [...judged, ...judgeModules(input, mode, netfilter.value, judged)];
  }
  const detail = netfilter?.known === false ? netfilter.cause.detail : 'the kernel was not looked at';
  return [
    findingOf(about, {
      code: 'kernel.not-told',
      verdict: 'unknown',
      subject: `kernel for ${mode} mode`,
      args: { mode, families: familyWords(families), detail, expressions: [] },
      evidence: [{ source: 'probe netfilter', excerpt: detail }],
      neededBy: [`kube-proxy (${mode})`],
    }),
  ];
}

function proofsOf({ proofs }: NetfilterFacts, mode: ProxyMode, plan: Plan): NetfilterFacts['proofs'] {
  return proofs.filter((proof) => proof.mode === mode && plan.families.value.includes(proof.family));
}

/** kube-proxy's own gate: it asks for the number of the kernel, not for what it can do. */
function judgeGate({ plan, facts }: CheckInput, mode: ProxyMode): readonly Finding[] {
  const release = facts.kernel?.known ? facts.kernel.value.release : undefined;
  const version = plan.kubernetesVersion.value;
  if (mode !== 'nftables' || release === undefined || !isAtLeast(version, kernelGate.since)) return [];
  if (isAtLeast(release, kernelGate.kernel)) return [];
  return [
    findingOf(
      { check: `${name}-${mode}`, group: 'kernel' },
      {
        code: 'kernel.gate',
        verdict: 'fail',
        subject: `kernel ${release}`,
        args: { mode, release, minimum: kernelGate.kernel, variable: kernelGate.variable, version },
        evidence: [{ source: 'uname -r', excerpt: release }],
        neededBy: [`kube-proxy (${mode})`],
      },
    ),
  ];
}
