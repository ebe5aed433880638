import { imagesOf } from '../catalog/images.ts';
import type { Stance } from '../checks/check.ts';
import type { Plan } from '../config/plan.ts';
import type { CriSurvey } from '../probes/cri/survey.ts';

/** What the probes of the container runtime are to ask. */
export function criSurvey(plan: Plan, stance: Stance, onPull: CriSurvey['onPull'] = () => {}): CriSurvey {
  const { criSocket, kubelet } = plan;
  const { value: endpoint, origin } = kubelet.containerRuntimeEndpoint;
  // Left alone, the kubelet's endpoint is the plan's socket; kubeadm asks no other.
  const isOwn = origin.kind !== 'default' && stance.policy !== 'kubeadm';
  return {
    socket: criSocket.origin.kind === 'default' ? '' : criSocket.value,
    kubeletEndpoint: isOwn ? endpoint : '',
    isSetUp: plan.action === 'upgrade' || plan.action === 'reset',
    images: imagesOf(plan),
    pull: pullOf(plan, stance),
    onPull,
  };
}

function pullOf({ imagePullPolicy, dryRun }: Plan, { pullImages, readOnly }: Stance): CriSurvey['pull'] {
  if (pullImages !== true || readOnly || dryRun.value || imagePullPolicy.value === 'Never') return 'none';
  return imagePullPolicy.value === 'Always' ? 'all' : 'missing';
}
