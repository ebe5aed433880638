import compare from 'semver/functions/compare.js';
import { kubeletPackages } from '../../catalog/kubernetes-packages.ts';
import { isAtLeast, minorOf } from '../../catalog/release.ts';
import type { Args, Evidence, Finding, Verdict } from '../../findings/finding.ts';
import type { ToolFact } from '../../probes/tools/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { kubeletVersionReasons } from './kubelet-version-reasons.ts';

const name = 'KubeletVersion';

/** Whether the kubelet is there, works, and may serve the planned control plane. */
export const kubeletVersionCheck: Check = {
  name,
  title: 'the kubelet',
  group: 'system',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes.io/releases/version-skew-policy', '#120825'],
  kubeadms: true,
  reasons: kubeletVersionReasons,
  needs: (plan) => (plan.action === 'reset' ? [] : ['kubelet']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { kubelet } = input.facts;
    if (kubelet?.known !== true) {
      const detail = kubelet?.cause.detail ?? 'it was not looked at';
      return [told(input, undefined, 'kubelet.not-told', 'unknown', { detail })];
    }
    const { program } = kubelet.value;
    return input.stance.policy === 'kubeadm'
      ? [judgeAsKubeadm(input, program)]
      : judgeProgram(input, program);
  },
};

/** couldn't run or read it; older than kubeadm serves; newer than the control plane, where init names that. */
function judgeAsKubeadm(input: CheckInput, program: ToolFact): Finding {
  const release = kubeadmReleaseOf(input.plan, input.stance);
  const { version, inUserPath } = program;
  if (version === undefined || inUserPath !== true) {
    const untold = program.fault === 'unsafe-path' || program.state === 'unknown';
    return told(input, program, codeOf(program), untold ? 'unknown' : 'fail');
  }
  const skew = isAtLeast(release, '1.29') ? 3 : 1;
  const lowest = `1.${minorNumber(release) - skew}.0`;
  if (compare(version, lowest, true) < 0) {
    return told(input, program, 'kubelet.older-than-kubeadm', 'fail', { lowest, release });
  }
  const isNewer = input.plan.phase === 'init' && isMinorAbove(version, input.plan.kubernetesVersion.value);
  return isNewer
    ? told(input, program, 'kubelet.newer', 'fail')
    : told(input, program, 'kubelet.serves', 'pass');
}

function judgeProgram(input: CheckInput, program: ToolFact): readonly Finding[] {
  const { version, state, fault } = program;
  if (version === undefined || state !== 'sound') {
    const untold = state === 'unknown' || fault === 'unsafe-path';
    return [told(input, program, codeOf(program), untold ? 'unknown' : 'fail')];
  }
  const isRoot = input.facts.privilege?.known === true && input.facts.privilege.value.uid === 0;
  const outside =
    program.inUserPath === false && isRoot ? [told(input, program, 'kubelet.outside-path', 'warn')] : [];
  return [judgeSkew(input, program, version), ...outside];
}

/** Never newer than the API server, and at most three minors older; two for kubelets before 1.25. */
function judgeSkew(input: CheckInput, program: ToolFact, version: string): Finding {
  const { value: planned, origin } = input.plan.kubernetesVersion;
  const isGuess = origin.kind === 'default';
  const newer = isMinorAbove(version, planned);
  if (newer && isGuess) return told(input, program, 'kubelet.release-not-given', 'unknown');
  if (newer) return told(input, program, 'kubelet.newer', 'fail');
  const allowed = isAtLeast(version, '1.25') ? 3 : 2;
  const behind = minorNumber(planned) - minorNumber(version);
  if (behind <= allowed) return told(input, program, 'kubelet.serves', 'pass', { behind });
  return isGuess
    ? told(input, program, 'kubelet.release-not-given', 'unknown')
    : told(input, program, 'kubelet.older', 'fail', { behind, allowed });
}

function codeOf({ state, fault, version }: ToolFact): string {
  if (state === 'absent') return 'kubelet.absent';
  if (state === 'unknown' || fault === 'unsafe-path') return 'kubelet.not-told';
  if (version !== undefined) return 'kubelet.outside-path';
  return 'kubelet.faulty';
}

function minorNumber(release: string): number {
  return Number(minorOf(release).split('.')[1] ?? 0);
}

/** By minors alone, as kubeadm compares. */
function isMinorAbove(version: string, planned: string): boolean {
  return isAtLeast(version, planned) && minorOf(version) !== minorOf(planned);
}

function told(
  input: CheckInput,
  program: ToolFact | undefined,
  code: string,
  verdict: Verdict,
  args: Args = {},
): Finding {
  const { plan, facts } = input;
  const planned = plan.kubernetesVersion;
  const packages = kubeletPackages(
    facts.os?.known ? facts.os.value : undefined,
    planned.value,
    code === 'kubelet.newer',
  );
  return findingOf(
    { check: name, group: 'system' },
    {
      code,
      verdict,
      subject: 'kubelet',
      args: {
        planned: planned.value,
        version: program?.version ?? '',
        path: program?.path ?? '',
        detail: program?.detail ?? '',
        install: packages.what,
        commands: verdict === 'pass' ? [] : packages.now,
        ...args,
      },
      evidence: [...programEvidence(input, program), plannedEvidence(planned)],
      neededBy: ['kubeadm', 'the node itself'],
    },
  );
}

function programEvidence({ facts }: CheckInput, program: ToolFact | undefined): readonly Evidence[] {
  if (program?.path === undefined) {
    const searched = facts.kubelet?.known ? facts.kubelet.value.searched.join(':') : '';
    return [{ source: 'search path', ...(searched === '' ? {} : { excerpt: searched }) }];
  }
  const { run, path, detail } = program;
  if (run === undefined) return [{ source: path, ...(detail === undefined ? {} : { excerpt: detail }) }];
  const said = (run.stdout.trim() || run.stderr.trim()).split('\n').slice(0, 3).join('\n');
  return [{ source: run.argv.join(' '), ...(said === '' ? {} : { excerpt: said }) }];
}
