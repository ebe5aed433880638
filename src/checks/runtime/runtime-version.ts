import { isAtLeast } from '../../catalog/release.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { CriFacts } from '../../probes/cri/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { deathOf, faultOf, isConnected } from './connection.ts';
import { runtimeArgs, runtimeEvidence } from './runtime-args.ts';
import { runtimeVersionReasons } from './runtime-version-reasons.ts';

const name = 'ContainerRuntimeVersion';
const about = { check: name, group: 'runtime' } as const;

/** Whether the runtime can tell the kubelet its cgroup driver; a kubelet to come has no other way. */
export const runtimeVersionCheck: Check = {
  name,
  title: 'release of the container runtime',
  group: 'runtime',
  sources: ['kubernetes#134906', 'KEP-4033', 'kubernetes#139267', 'kubernetes#135923'],
  kubeadms: true,
  reasons: runtimeVersionReasons,
  needs: ({ action }) => (action === 'reset' ? [] : ['cri', 'os', 'services']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { cri } = input.facts;
    if (cri?.known !== true) return [untold(input, undefined, cri?.cause.detail ?? 'it was not looked at')];
    return [input.stance.policy === 'kubeadm' ? asKubeadm(input, cri.value) : judgeVersion(input, cri.value)];
  },
};

function told(input: CheckInput, cri: CriFacts, code: string, verdict: Verdict, args: Args = {}): Finding {
  const subject = cri.endpoint.path === '' ? cri.endpoint.endpoint : cri.endpoint.path;
  return findingOf(about, {
    code,
    verdict,
    subject,
    args: { ...runtimeArgs(input, cri), release: input.plan.kubernetesVersion.value, ...args },
    evidence: [...runtimeEvidence(input, cri), ...answerEvidence(cri)],
    neededBy: ['kubelet'],
  });
}

function answerEvidence({ answers }: CriFacts): Finding['evidence'] {
  const answer = answers?.cgroupDriver;
  if (answer === undefined) return [];
  const excerpt = answer.ok ? (answer.value ?? 'no driver') : answer.detail;
  return [{ source: 'CRI call RuntimeConfig', excerpt }];
}

function untold(input: CheckInput, cri: CriFacts | undefined, cause: string): Finding {
  if (cri === undefined) {
    const given = { code: 'runtime-version.not-told', verdict: 'unknown', subject: 'CRI socket' } as const;
    return findingOf(about, { ...given, args: { cause } });
  }
  const death = deathOf(input, cri);
  return {
    ...told(input, cri, 'runtime-version.not-told', 'unknown', { cause }),
    ...(death === undefined ? {} : { cause: death.cause }),
  };
}

/** kubeadm 1.35 and later: without a connection an error, without RuntimeConfig a warning. */
function asKubeadm(input: CheckInput, cri: CriFacts): Finding {
  const fault = faultOf(cri);
  if (fault !== undefined) {
    const finding = told(input, cri, 'runtime-version.not-connected', 'fail');
    return { ...finding, cause: { check: 'CRI', code: `cri.${fault}` } };
  }
  const answer = cri.answers?.cgroupDriver;
  if (answer === undefined || answer.ok) return told(input, cri, 'runtime-version.sufficient', 'pass');
  const { detail } = answer;
  return answer.fault === 'unimplemented'
    ? told(input, cri, 'runtime-version.too-old', 'warn', {
        detail,
        isLast: isLast(kubeadmReleaseOf(input.plan, input.stance)),
      })
    : told(input, cri, 'runtime-version.failed', 'fail', { detail });
}

/** The kubelet's own cgroupDriver as a way out was to go in 1.36, then 1.37, now 1.38. */
function isLast(release: string): boolean {
  return isAtLeast(release, '1.38');
}

function judgeVersion(input: CheckInput, cri: CriFacts): Finding {
  const { answers } = cri;
  if (!isConnected(cri) || answers === undefined) return untold(input, cri, 'no container runtime answers');
  const answer = answers.cgroupDriver;
  if (answer.ok) return told(input, cri, 'runtime-version.sufficient', 'pass');
  const { detail } = answer;
  if (answer.fault !== 'unimplemented') return untold(input, cri, `RuntimeConfig: ${detail}`);
  const release = input.plan.kubernetesVersion.value;
  // Before 1.35 nobody minds: the kubelet takes its own setting.
  if (!isAtLeast(release, '1.35')) return told(input, cri, 'runtime-version.not-needed', 'pass');
  const verdict = isLast(release) ? 'fail' : 'warn';
  return told(input, cri, 'runtime-version.too-old', verdict, { detail, isLast: isLast(release) });
}
