import { isAtLeast } from '../catalog/release.ts';
import type { Plan } from '../config/plan.ts';
import { kubeadmReleaseOf } from '../checks/kubeadm-release.ts';
import type { Stance } from '../checks/check.ts';
import type { EtcdSurvey } from '../probes/etcd/survey.ts';

/** Which endpoints kubeadm asks for their version: since 1.35 those for HTTP, if there are any (kubernetes#134890). */
export function etcdSurvey(plan: Plan, stance: Stance): EtcdSurvey {
  const { endpoints, httpEndpoints, caFile, certFile, keyFile } = plan.etcd;
  const hasOwn = httpEndpoints.value.length > 0 && isAtLeast(kubeadmReleaseOf(plan, stance), '1.35');
  return {
    endpoints: hasOwn ? httpEndpoints.value : endpoints.value,
    caFile: caFile.value,
    certFile: certFile.value,
    keyFile: keyFile.value,
  };
}
