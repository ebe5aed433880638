import { pullsImages } from '../../catalog/images.ts';
import { isAtLeast } from '../../catalog/release.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { ImageFact, ImagesFacts } from '../../probes/cri/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { deathOf, faultOf } from './connection.ts';
import { imagePullReasons } from './image-pull-reasons.ts';
import { leavesCriOut } from './left-out.ts';
import { runtimeArgs } from './runtime-args.ts';

const name = 'ImagePull';
const about = { check: name, group: 'runtime' } as const;

/** The images of the control plane. kubeadm pulls them in its preflight; here only where that is asked for. */
export const imagePullCheck: Check = {
  name,
  title: 'images',
  group: 'runtime',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'cmd/kubeadm/app/images/images.go'],
  kubeadms: true,
  reasons: imagePullReasons,
  needs(plan, stance) {
    if (!pullsImages(plan)) return [];
    const byCrictl = stance.policy === 'kubeadm' && !isAtLeast(kubeadmReleaseOf(plan, stance), '1.31');
    const tools = byCrictl ? (['tools'] as const) : [];
    // Under kubeadm's policy nothing is asked that kubeadm would not ask, or this run was not asked to do.
    const isAsked = stance.policy !== 'kubeadm' || stance.pullImages === true;
    return ['cri', 'os', 'services', ...tools, ...(isAsked ? (['images'] as const) : [])];
  },
  names: () => [name],
  judge(input) {
    const { plan, stance } = input;
    if (!pullsImages(plan)) return [];
    if (plan.dryRun.value) return [told(input, 'images.dry-run', 'pass')];
    const lost = judgeConnection(input);
    if (lost !== undefined) return [lost];
    if (plan.imagePullPolicy.value === 'Never') return [told(input, 'images.never', 'pass')];
    // kubeadm looks at no image unless it pulls, and this run was not asked to.
    if (stance.policy === 'kubeadm' && stance.pullImages !== true)
      return [told(input, 'images.not-pulled', 'info')];
    const { images } = input.facts;
    if (images?.known === true) return judgeImages(input, images.value);
    return [
      told(input, 'images.not-told', 'unknown', { cause: images?.cause.detail ?? 'they were not looked at' }),
    ];
  },
};

function told(input: CheckInput, code: string, verdict: Verdict, args: Args = {}): Finding {
  const { imagePullPolicy, images } = input.plan;
  return findingOf(about, {
    code,
    verdict,
    subject: 'images',
    args,
    evidence: [
      { ...plannedEvidence(imagePullPolicy), excerpt: `imagePullPolicy: ${imagePullPolicy.value}` },
      { ...plannedEvidence(images.repository), excerpt: `imageRepository: ${images.repository.value}` },
    ],
    neededBy: ['kubeadm'],
  });
}

/** What a runtime that does not answer makes of the images; undefined when it does. */
function judgeConnection(input: CheckInput): Finding | undefined {
  const { cri } = input.facts;
  if (cri?.known !== true) {
    return told(input, 'images.not-told', 'unknown', {
      cause: cri?.cause.detail ?? 'the runtime was not asked',
    });
  }
  const fault = faultOf(cri.value);
  const args = runtimeArgs(input, cri.value);
  if (input.stance.policy === 'kubeadm') {
    if (leavesCriOut(input, cri.value)) {
      // Before 1.35 this is where kubeadm ends without a runtime, in an error of no check.
      return { ...told(input, 'images.no-runtime', 'fail', args), unnamed: true };
    }
    // Its list of checks has ended the run before it comes to images.
    return fault === undefined ? undefined : told(input, 'images.not-reached', 'pass', args);
  }
  const death = deathOf(input, cri.value);
  if (death === undefined) return undefined;
  return {
    ...told(input, 'images.not-told', 'unknown', { cause: 'no container runtime answers' }),
    cause: death.cause,
  };
}

function judgeImages(input: CheckInput, { pulling, images }: ImagesFacts): readonly Finding[] {
  const of = (state: ImageFact['state']): readonly ImageFact[] => images.filter((one) => one.state === state);
  const counts = { count: images.length, present: of('present').length, pulled: of('pulled').length };
  const failed = of('failed');
  const doubtful = of('unknown');
  const missing = of('missing');
  const [first] = [...failed, ...doubtful];
  const detail = { detail: first?.detail ?? '' };
  if (failed.length > 0) {
    const args = { ...counts, ...detail, images: failed.map(({ image }) => image) };
    return [told(input, 'images.pull-failed', 'fail', args)];
  }
  if (pulling) return [told(input, 'images.pulled', 'pass', counts)];
  if (doubtful.length > 0) return [told(input, 'images.not-told', 'unknown', { cause: first?.detail ?? '' })];
  if (missing.length === 0) return [told(input, 'images.present', 'pass', counts)];
  return [told(input, 'images.missing', 'info', { ...counts, images: missing.map(({ image }) => image) })];
}
