import type { ConfigError } from './config-error.ts';
import { describeOrigin } from './origin.ts';
import type { Plan } from './plan.ts';
import { minorOf, shortRelease } from './releases.ts';

/**
 * A control plane older than the minor release before kubeadm's own is refused on init
 * (MinimumControlPlaneVersion in cmd/kubeadm/app/constants/constants.go).
 * @param kubeadm its release, `v1.36.2`
 */
export function refuseOldTarget(
  { action, kubernetesVersion }: Plan,
  kubeadm: string,
): ConfigError | undefined {
  const { value, origin } = kubernetesVersion;
  const minimum = minorOf(kubeadm) - 1;
  if (action !== 'init' || minorOf(value) >= minimum) return undefined;
  const place =
    origin.kind === 'file'
      ? { file: origin.file, line: origin.line, column: origin.column }
      : { file: describeOrigin(origin) };
  return {
    code: 'config.target-too-old',
    message: `kubeadm ${shortRelease(kubeadm)} sets up Kubernetes v1.${minimum}.0 or later, not ${value}`,
    ...place,
    found: value,
    suggestion: `kubeadm ${shortRelease(value)}, or a later kubernetesVersion`,
  };
}
