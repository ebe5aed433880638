import type {
  ClusterFault,
  ClusterObjects,
  ClusterRead,
  ObjectRead,
  ProxyWorkload,
  UpgradeObjects,
} from './cluster-io.ts';
import { modeRuler, type ModeRuler } from './cluster-mode.ts';
import type { Action } from './plan.ts';
import { readProxyArguments } from './proxy-arguments.ts';

type State = ObjectRead<unknown>['state'];

/** kube-proxy as the cluster has it: what is written, what it is started with, and which of them counts. */
export interface ProxySeen {
  readonly configMap: State;
  /** '' when the ConfigMap leaves it unset; absent when there is none to read. */
  readonly mapMode?: string;
  readonly daemonSet: State;
  readonly argumentMode?: string;
  readonly argumentConfig?: string;
  readonly image?: string;
  readonly ruler: ModeRuler;
}

/** What was seen of the cluster while the plan was made: data without secrets, for checks. */
export type ClusterSeen =
  | {
      readonly reached: true;
      readonly via: string;
      readonly server: string;
      readonly kubeadmConfig: State;
      readonly kubeletConfig: State;
      readonly proxy: ProxySeen;
      readonly upgrade?: UpgradeObjects;
    }
  | { readonly reached: false; readonly via: string; readonly server: string; readonly fault: ClusterFault };

export function clusterSeen(read: ClusterRead, action: Action, mapMode: string | undefined): ClusterSeen {
  if (!read.reached) return read;
  const { via, server, objects } = read;
  return {
    reached: true,
    via,
    server,
    kubeadmConfig: objects.kubeadmConfig.state,
    kubeletConfig: objects.kubeletConfig.state,
    proxy: proxySeen(objects, action, mapMode),
    ...(objects.upgrade === undefined ? {} : { upgrade: objects.upgrade }),
  };
}

function proxySeen(objects: ClusterObjects, action: Action, mapMode: string | undefined): ProxySeen {
  const { proxyConfig, proxyDaemonSet: set } = objects;
  return {
    configMap: proxyConfig.state,
    ...(mapMode === undefined ? {} : { mapMode }),
    daemonSet: set.state,
    ...(set.state === 'found' ? argumentsSeen(set.value) : {}),
    ruler: modeRuler(objects, action),
  };
}

function argumentsSeen({ words, image }: ProxyWorkload): Partial<ProxySeen> {
  const { mode, config } = readProxyArguments(words);
  return {
    image,
    ...(mode === undefined ? {} : { argumentMode: mode }),
    ...(config === undefined ? {} : { argumentConfig: config }),
  };
}
