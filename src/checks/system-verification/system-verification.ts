import type { Args, Evidence, Finding } from '../../findings/finding.ts';
import type { Check, CheckInput } from '../check.ts';
import { bootKindOf } from './boot-arguments.ts';
import { cgroupVersion } from './cgroup-version.ts';
import { judgeCgroups } from './judge-cgroups.ts';
import { judgeOptions, judgeRelease } from './judge-kernel.ts';
import { disablingWords, hierarchyWords } from './kernel-words.ts';
import { kubeadmVerdict } from './kubeadm-verdict.ts';
import type { Problem } from './problem.ts';
import { systemReasons } from './reasons.ts';
import { systemFinding, systemVerification } from './system-finding.ts';

const subject = 'system';

/** Kernel and cgroups: what kubeadm leaves to k8s.io/system-validators. */
export const systemVerificationCheck: Check = {
  name: systemVerification,
  title: 'kernel and cgroups',
  group: 'system',
  sources: ['k8s.io/system-validators', 'kubernetes#134744', 'kubernetes#131919', 'KEP-5573'],
  reasons: systemReasons,
  kubeadms: true,
  needs: (plan) => (plan.action === 'reset' ? [] : ['kernelConfig', 'cgroups', 'kubelet']),
  names: () => [systemVerification],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    return input.stance.policy === 'kubeadm' ? judgeAsKubeadm(input) : judgeByWant(input);
  },
};

function judgeByWant(input: CheckInput): readonly Finding[] {
  const amiss = [...judgeRelease(input), ...judgeOptions(input), ...judgeCgroups(input)];
  return amiss.length > 0 ? amiss : [verified(input)];
}

function judgeAsKubeadm(input: CheckInput): readonly Finding[] {
  const { errors, warnings, untold } = kubeadmVerdict(input);
  const findings = [
    ...(errors.length > 0 ? [told(input, 'system.kubeadm-fails', 'fail', errors)] : []),
    ...(warnings.length > 0 ? [told(input, 'system.kubeadm-warns', 'warn', warnings)] : []),
  ];
  // An answer that fails already is not made better by what could not be told beside it.
  if (untold.length > 0 && errors.length === 0) {
    const args = { untold };
    findings.push(systemFinding({ code: 'system.kubeadm-untold', verdict: 'unknown', subject, args }));
  }
  return findings.length > 0 ? findings : [verified(input)];
}

function told(
  { facts }: CheckInput,
  code: string,
  verdict: 'fail' | 'warn',
  problems: readonly Problem[],
): Finding {
  const missing = problems.flatMap((one) => one.missing ?? []);
  const cgroups = facts.cgroups?.known ? facts.cgroups.value : undefined;
  const args: Args = {
    problems: problems.map(({ says }) => says),
    kinds: [...new Set(problems.map(({ kind }) => kind))],
    missing,
    disabledBy: cgroups === undefined ? [] : disablingWords(cgroups, missing),
    hierarchyWords: cgroups === undefined ? [] : hierarchyWords(cgroups),
    boot: bootKindOf(facts),
  };
  const evidence = problems.map((one) => one.evidence);
  return systemFinding({ code, verdict, subject, args, evidence, neededBy: ['kubeadm'] });
}

function verified({ facts }: CheckInput): Finding {
  const { kernel, cgroups, kernelConfig } = facts;
  const release = kernel?.known ? kernel.value.release : '';
  const version = cgroups?.known ? cgroupVersion(cgroups.value) : 'none';
  const source = kernelConfig?.known ? kernelConfig.value.source : '';
  const evidence: readonly Evidence[] = [
    { source: 'uname -r', excerpt: release },
    ...(source === '' ? [] : [{ source }]),
    { source: '/proc/mounts', excerpt: `cgroup v${version}` },
  ];
  const args = { release, version };
  return systemFinding({ code: 'system.verified', verdict: 'pass', subject, args, evidence });
}
