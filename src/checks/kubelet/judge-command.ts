import type { UnitCommand } from '../../probes/services/facts.ts';

/** What kubeadm writes for the kubelet: a unit that names none of these starts one that never hears of it. */
const writtenByKubeadm =
  /kubeadm-flags\.env|\/var\/lib\/kubelet\/config\.yaml|bootstrap-kubelet\.conf|\/etc\/kubernetes\/kubelet\.conf|--config\b|--kubeconfig\b/u;

/**
 * Whether the kubelet, started by its unit, would read what kubeadm writes; undefined when it would, or
 * when files are unread. A kubelet started bare runs without the control plane and without the cluster.
 */
export function judgeCommand(command: UnitCommand): { readonly verdict: 'fail' | 'warn' } | undefined {
  const { start, environment, unread } = command;
  if (unread.length > 0 || start === '') return undefined;
  if ([start, ...environment].some((text) => writtenByKubeadm.test(text))) return undefined;
  const [program = ''] = start.replace(/^[-@:+!]+/u, '').split(/\s/u);
  const isBare = program.endsWith('/kubelet') && !start.includes('$');
  // A wrapper, or options from a file, may bring what this text does not show.
  return { verdict: isBare ? 'fail' : 'warn' };
}
