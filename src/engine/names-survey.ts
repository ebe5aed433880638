import { nodeUnits } from '../catalog/node-units.ts';
import type { Stance } from '../checks/check.ts';
import type { Plan } from '../config/plan.ts';
import type { Survey } from '../probes/probe.ts';

/** What the probes of names and proxies are to look at. kubeadm looks at no unit's environment. */
export function namesSurvey(
  plan: Plan,
  { policy }: Stance,
): Pick<Survey, 'nodeName' | 'resolvConf' | 'proxiedUnits'> {
  const { value: path, origin } = plan.kubelet.resolvConf;
  return {
    nodeName: plan.nodeName.value,
    resolvConf: { path, written: origin.kind !== 'default' },
    proxiedUnits: policy === 'kubeadm' ? [] : nodeUnits(plan.criSocket.value),
  };
}
