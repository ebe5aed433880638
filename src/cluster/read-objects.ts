import type { V1ConfigMap, V1DaemonSet, V1Deployment, V1Node } from '@kubernetes/client-node';
import type {
  ClusterFault,
  ClusterObjects,
  ClusterRequest,
  NodeReadiness,
  ProxyWorkload,
  UpgradeObjects,
} from '../config/cluster-io.ts';
import { type Client, type Reading, readObject } from './client.ts';
import { readPlugin } from './read-plugin.ts';

const namespace = 'kube-system';

/** All objects at once. The fault is that of the connection, when no object got through. */
export async function readObjects(
  client: Client,
  { forUpgrade, alsoPlugin }: Pick<ClusterRequest, 'forUpgrade' | 'alsoPlugin'>,
): Promise<ClusterObjects | ClusterFault> {
  const { apps, server } = client;
  const upgrade = forUpgrade ? readUpgrade(client) : undefined;
  const plugin = alsoPlugin === true ? readPlugin(client) : undefined;
  const [kubeadmConfig, proxyConfig, kubeletConfig, proxyDaemonSet] = await Promise.all([
    readKey(client, 'kubeadm-config', 'ClusterConfiguration'),
    readKey(client, 'kube-proxy', 'config.conf'),
    readKey(client, 'kubelet-config', 'kubelet'),
    readObject(
      server,
      'a container',
      apps.readNamespacedDaemonSet({ name: 'kube-proxy', namespace }),
      workloadOf,
    ),
  ] as const);
  const faults = [kubeadmConfig, proxyConfig, kubeletConfig, proxyDaemonSet].map(({ fault }) => fault);
  const [first] = faults;
  const late = await upgrade;
  const cni = await plugin;
  if (first !== undefined && faults.every((fault) => fault !== undefined)) return first;
  return {
    kubeadmConfig: kubeadmConfig.object,
    proxyConfig: proxyConfig.object,
    kubeletConfig: kubeletConfig.object,
    proxyDaemonSet: proxyDaemonSet.object,
    ...(late === undefined ? {} : { upgrade: late }),
    ...(cni === undefined ? {} : { cni }),
  };
}

async function readUpgrade(client: Client): Promise<UpgradeObjects> {
  const { core, apps, server } = client;
  const labelSelector = 'node-role.kubernetes.io/control-plane=';
  const [controlPlanes, schedulable, corefile, corednsVersion] = await Promise.all([
    readObject(server, 'items', core.listNode({ labelSelector, limit: 100 }), ({ items }) =>
      Array.isArray(items) ? items.map(readinessOf) : undefined,
    ),
    readObject(
      server,
      'items',
      core.listNode({ fieldSelector: 'spec.unschedulable=false', limit: 1 }),
      ({ items }) => (Array.isArray(items) ? items.length > 0 : undefined),
    ),
    readKey(client, 'coredns', 'Corefile'),
    readObject(
      server,
      'an image with a tag',
      apps.readNamespacedDeployment({ name: 'coredns', namespace }),
      tagOf,
    ),
  ] as const);
  return {
    controlPlanes: controlPlanes.object,
    schedulable: schedulable.object,
    corefile: corefile.object,
    corednsVersion: corednsVersion.object,
  };
}

function readKey({ core, server }: Client, name: string, key: string): Promise<Reading<string>> {
  return readObject(server, `the key ${key}`, core.readNamespacedConfigMap({ name, namespace }), (map) =>
    dataOf(map, key),
  );
}

/** The value of a key, if this is a ConfigMap and has it. */
export function dataOf(map: V1ConfigMap | undefined, key: string): string | undefined {
  const data: unknown = map?.kind === 'ConfigMap' ? map.data : undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  const value: unknown = Object.entries(data).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}

/** The container that kubeadm names kube-proxy, or the only one. */
function workloadOf(set: V1DaemonSet | undefined): ProxyWorkload | undefined {
  const pod = set?.kind === 'DaemonSet' ? set.spec?.template?.spec : undefined;
  const containers = Array.isArray(pod?.containers) ? pod.containers : [];
  const container = containers.find(({ name }) => name === 'kube-proxy') ?? containers[0];
  if (container === undefined) return undefined;
  const maps = new Map((pod?.volumes ?? []).map((volume) => [volume.name, volume.configMap?.name]));
  const mounts = (container.volumeMounts ?? []).flatMap(({ name, mountPath }) => {
    const map = maps.get(name);
    return map === undefined ? [] : [[mountPath, map] as const];
  });
  return {
    container: container.name,
    image: container.image ?? '',
    words: [...(container.command ?? []), ...(container.args ?? [])].map(String),
    configMaps: Object.fromEntries(mounts),
  };
}

function readinessOf({ metadata, status }: V1Node): NodeReadiness {
  const condition = status?.conditions?.find(({ type }) => type === 'Ready');
  // kubeadm takes a node without the condition for ready.
  return { name: metadata?.name ?? '', ready: condition === undefined || condition.status === 'True' };
}

/** `registry.k8s.io/coredns/coredns:v1.12.1` → `v1.12.1`. */
function tagOf(deployment: V1Deployment | undefined): string | undefined {
  const image = deployment?.spec?.template?.spec?.containers?.[0]?.image ?? '';
  return /:([^/:@]+)(?:@[^@]*)?$/u.exec(image)?.[1];
}
