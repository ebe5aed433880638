import { extraArgAt, type Documents } from './config-document.ts';
import type { Plan } from './plan.ts';
import { fromDefault } from './settle.ts';

/** kubeadm binds the two that only the node itself talks to to loopback (cmd/kubeadm/app/phases/controlplane). */
export function planBind(documents: Documents, release: string): Plan['bind'] {
  const cluster = documents.get('ClusterConfiguration');
  const asked = (component: string) => extraArgAt(cluster, `${component}.extraArgs`, 'bind-address');
  return {
    apiServer: asked('apiServer') ?? fromDefault('', release),
    controllerManager: asked('controllerManager') ?? fromDefault('127.0.0.1', release),
    scheduler: asked('scheduler') ?? fromDefault('127.0.0.1', release),
  };
}
