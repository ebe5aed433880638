import type { V1ConfigMap, V1DaemonSet } from '@kubernetes/client-node';
import type { CniObject } from '../config/cluster-io.ts';
import { type Client, readObject } from './client.ts';

/**
 * What objects of network plugins say: of each that is there as much as bears on kube-proxy, and none of
 * its secrets. Most of them are not there, or may not be read, which says nothing.
 */
export async function readPlugin(client: Client): Promise<readonly CniObject[]> {
  const { core, apps, custom, server } = client;
  const map = (name: string, namespace: string, key: string) =>
    found(
      server,
      `ConfigMap ${namespace}/${name}`,
      core.readNamespacedConfigMap({ name, namespace }),
      (object) => prunedMap(object, key),
    );
  const set = (name: string) =>
    found(
      server,
      `DaemonSet kube-system/${name}`,
      apps.readNamespacedDaemonSet({ name, namespace: 'kube-system' }),
      prunedSet,
    );
  const own = (group: string, version: string, plural: string, fields: readonly string[]) =>
    found(
      server,
      `${plural}.${group} default`,
      custom.getClusterCustomObject({ group, version, plural, name: 'default' }),
      (object: unknown) => prunedOwn(object, fields),
    );
  const objects = await Promise.all([
    map('cilium-config', 'kube-system', 'kube-proxy-replacement'),
    map('kube-flannel-cfg', 'kube-flannel', 'net-conf.json'),
    set('kube-router'),
    set('calico-node'),
    own('operator.tigera.io', 'v1', 'installations', ['calicoNetwork']),
    own('crd.projectcalico.org', 'v1', 'felixconfigurations', ['bpfEnabled', 'nftablesMode']),
  ]);
  return objects.flat();
}

async function found<A>(
  server: string,
  name: string,
  asking: Promise<A>,
  prune: (object: A) => object | undefined,
): Promise<readonly CniObject[]> {
  const { object } = await readObject(server, name, asking, prune);
  return object.state === 'found' ? [{ name, text: JSON.stringify(object.value) }] : [];
}

function prunedMap(map: V1ConfigMap | undefined, key: string): object | undefined {
  if (map?.kind !== 'ConfigMap') return undefined;
  const value: unknown = map.data?.[key];
  const data = typeof value === 'string' ? { [key]: value } : {};
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: map.metadata?.name ?? '' }, data };
}

const felixSwitches = new Set(['FELIX_BPFENABLED', 'FELIX_NFTABLESMODE']);

function prunedSet(set: V1DaemonSet | undefined): object | undefined {
  if (set?.kind !== 'DaemonSet') return undefined;
  const all = set.spec?.template?.spec?.containers;
  const containers = (Array.isArray(all) ? all : []).map(({ name, command = [], args = [], env = [] }) => ({
    name,
    command,
    args,
    env: env
      .filter((one) => felixSwitches.has(one.name))
      .map((one) => ({ name: one.name, value: one.value })),
  }));
  const spec = { template: { spec: { containers } } };
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: set.metadata?.name ?? '' }, spec };
}

function prunedOwn(object: unknown, fields: readonly string[]): object | undefined {
  if (!isRecord(object) || typeof object['kind'] !== 'string') return undefined;
  const spec = isRecord(object['spec']) ? object['spec'] : {};
  const { apiVersion, kind } = object;
  return {
    apiVersion,
    kind,
    metadata: { name: 'default' },
    spec: Object.fromEntries(fields.flatMap((key) => (Object.hasOwn(spec, key) ? [[key, spec[key]]] : []))),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
