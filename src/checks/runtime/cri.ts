import { pauseImageOf } from '../../catalog/images.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { CriAnswers, CriFacts } from '../../probes/cri/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { deathOf, faultOf } from './connection.ts';
import { criReasons } from './cri-reasons.ts';
import { leavesCriOut } from './left-out.ts';
import { runtimeArgs, runtimeEvidence } from './runtime-args.ts';

const name = 'CRI';
/** Half of what kubeadm waits for a call. */
const slowMs = 1000;

/** Whether the container runtime answers, and is ready. */
export const criCheck: Check = {
  name,
  title: 'container runtime',
  group: 'runtime',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'kubernetes#124685', 'containerd#4581', 'containerd#8139'],
  kubeadms: true,
  reasons: criReasons,
  needs(plan, stance) {
    if (plan.action === 'reset') return [];
    const byCrictl = stance.policy === 'kubeadm' && !isAtLeast(kubeadmReleaseOf(plan, stance), '1.31');
    return byCrictl ? ['cri', 'os', 'services', 'tools'] : ['cri', 'os', 'services'];
  },
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { cri } = input.facts;
    if (cri?.known !== true) {
      const args = { cause: cri?.cause.detail ?? 'it was not looked at' };
      return [findingOf(about, { code: 'cri.not-told', verdict: 'unknown', subject: 'CRI socket', args })];
    }
    return input.stance.policy === 'kubeadm' ? [asKubeadm(input, cri.value)] : judgeCri(input, cri.value);
  },
};

const about = { check: name, group: 'runtime' } as const;

function told(input: CheckInput, cri: CriFacts, code: string, verdict: Verdict, args: Args = {}): Finding {
  return findingOf(about, {
    code,
    verdict,
    subject: cri.endpoint.path === '' ? cri.endpoint.endpoint : cri.endpoint.path,
    args: { ...runtimeArgs(input, cri), ...args },
    evidence: runtimeEvidence(input, cri),
    neededBy: ['kubelet', 'kubeadm'],
  });
}

/** kubeadm asks for the status and wants RuntimeReady; "NetworkReady will not be tested on purpose". */
function asKubeadm(input: CheckInput, cri: CriFacts): Finding {
  // It ends while it reads the configuration, before any check: nothing can be ignored then.
  if (isUndecided(input, cri)) return { ...told(input, cri, 'cri.several', 'fail'), unnamed: true };
  if (leavesCriOut(input, cri)) return told(input, cri, 'cri.left-out', 'pass');
  const dead = faultOf(cri);
  if (dead !== undefined) return told(input, cri, `cri.${dead}`, 'fail');
  const bad = judgeStatus(input, cri).find(({ verdict }) => verdict === 'fail');
  const conditionsCount = isAtLeast(kubeadmReleaseOf(input.plan, input.stance), '1.31');
  if (bad !== undefined && (conditionsCount || bad.code !== 'cri.not-ready')) return bad;
  return told(input, cri, 'cri.answers', 'pass');
}

/** init and join want one socket; a node that is set up has it written down for the cluster. */
function isUndecided({ plan }: CheckInput, { endpoint }: CriFacts): boolean {
  return endpoint.chosenBy === 'several' && (plan.action === 'init' || plan.action === 'join');
}

function judgeCri(input: CheckInput, cri: CriFacts): readonly Finding[] {
  if (isUndecided(input, cri)) return [told(input, cri, 'cri.several', 'fail')];
  const death = deathOf(input, cri);
  if (death !== undefined) return [told(input, cri, death.cause.code, death.verdict)];
  const bad = judgeStatus(input, cri);
  const notes = [...judgePace(input, cri), ...judgeKubeletEndpoint(input, cri), ...judgeSandbox(input, cri)];
  const isReady = !bad.some(({ verdict }) => verdict === 'fail');
  return [...(isReady ? [told(input, cri, 'cri.answers', 'pass')] : []), ...bad, ...notes];
}

function judgeStatus(input: CheckInput, cri: CriFacts): readonly Finding[] {
  const status = cri.answers?.status;
  if (status === undefined) return [];
  if (!status.ok) return [told(input, cri, 'cri.status-failed', 'fail', { detail: status.detail })];
  return status.value
    .filter((condition) => !condition.status)
    .flatMap(({ type, reason, message }) => {
      const args = { type, reason, message };
      if (type === 'RuntimeReady') return [told(input, cri, 'cri.not-ready', 'fail', args)];
      if (type !== 'NetworkReady') return [];
      // Before a node joins, a CNI is often not there yet, and kubeadm does not look.
      const isRunning = input.plan.action === 'upgrade';
      return [
        isRunning
          ? told(input, cri, 'cri.network-down', 'warn', args)
          : told(input, cri, 'cri.network-not-ready', 'info', args),
      ];
    });
}

function judgePace(input: CheckInput, cri: CriFacts): readonly Finding[] {
  const ms = cri.answers?.ms ?? 0;
  return ms > slowMs ? [told(input, cri, 'cri.slow', 'warn', { ms })] : [];
}

/** kubeadm hands the kubelet its own socket, but for what kubeletExtraArgs says. */
function judgeKubeletEndpoint(input: CheckInput, cri: CriFacts): readonly Finding[] {
  const { containerRuntimeEndpoint: planned } = input.plan.kubelet;
  const isArgument = planned.origin.kind === 'file' && planned.origin.field.includes('kubeletExtraArgs');
  if (!isArgument || planned.value === cri.endpoint.endpoint) return [];
  const finding = told(input, cri, 'cri.kubelet-elsewhere', 'warn', { kubelet: planned.value });
  return [{ ...finding, evidence: [...finding.evidence, plannedEvidence(planned)] }];
}

function judgeSandbox(input: CheckInput, cri: CriFacts): readonly Finding[] {
  const own = sandboxOf(cri.answers);
  const wanted = pauseImageOf(input.plan);
  if (own === undefined || wanted === undefined || own === wanted) return [];
  return [told(input, cri, 'cri.sandbox-image', 'info', { own, wanted })];
}

function sandboxOf(answers: CriAnswers | undefined): string | undefined {
  return answers?.ownConfig.sandboxImage;
}
