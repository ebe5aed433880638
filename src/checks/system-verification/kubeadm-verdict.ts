import { systemValidatorsOf } from '../../catalog/system-validators.ts';
import type { CheckInput } from '../check.ts';
import { kubeadmReleaseOf } from '../kubeadm-release.ts';
import { installedKubelet } from './kubelet-version.ts';
import { failing, joined, type Verdict } from './problem.ts';
import { validateCgroups, validatedCgroups } from './validate-cgroups.ts';
import { validateKernel } from './validate-kernel.ts';

/**
 * What this release of kubeadm says. From 1.35 on it asks the kubelet for its version first, and a kubelet
 * that cannot be run is all that it then reports (recorded of 1.36.2; kubernetes#134744, #135884).
 */
export function kubeadmVerdict(input: CheckInput): Verdict {
  const { plan, stance, facts } = input;
  const validators = systemValidatorsOf(kubeadmReleaseOf(plan, stance));
  const kubelet = installedKubelet(input);
  if (validators.cgroupV1 === 'by-kubelet' && kubelet.state === 'refused') {
    return failing({
      kind: 'kubelet',
      says: `couldn't get kubelet version: ${kubelet.detail}`,
      evidence: { source: 'kubelet --version', excerpt: kubelet.detail },
    });
  }
  const cgroups = facts.cgroups?.known ? validatedCgroups(facts.cgroups.value, validators) : undefined;
  return joined([validateKernel(input, validators, cgroups), validateCgroups(input, validators, kubelet)]);
}
