import type { ClusterObjects, ProxyWorkload } from './cluster-io.ts';
import type { Action } from './plan.ts';
import { readProxyArguments, type ProxyArguments } from './proxy-arguments.ts';

export const proxyMapName = 'ConfigMap kube-system/kube-proxy';
export const proxySetName = 'DaemonSet kube-system/kube-proxy';

/**
 * What decides on the mode of the cluster's kube-proxy. With `--config` the file replaces whatever the
 * flags said, but for logging and the host name; `--proxy-mode` is then ignored (Options.Complete in
 * cmd/kube-proxy/app/options.go, and the help of the flag). Without `--config` no ConfigMap is read.
 */
export type ModeRuler =
  | { readonly by: 'config-map' }
  | { readonly by: 'arguments'; readonly mode: string }
  | { readonly by: 'default' }
  | { readonly by: 'nobody'; readonly object: string }
  | { readonly by: 'unknown'; readonly why: string };

export function modeRuler(
  { proxyConfig: map, proxyDaemonSet: set }: ClusterObjects,
  action: Action,
): ModeRuler {
  if (set.state === 'found') {
    const given = readProxyArguments(set.value.words);
    if (given.config === undefined) {
      return given.mode === undefined ? { by: 'default' } : { by: 'arguments', mode: given.mode };
    }
    const source = configSource(set.value, given.config);
    if (source !== 'kube-proxy')
      return { by: 'unknown', why: `kube-proxy reads ${otherSource(source, given)}` };
    // kubeadm takes a missing ConfigMap for a cluster without its kube-proxy.
  } else if (set.state === 'not-found' && map.state === 'found' && action === 'join') {
    return { by: 'nobody', object: `${proxySetName} (not found)` };
  }
  if (map.state === 'found') return { by: 'config-map' };
  if (map.state === 'not-found') return { by: 'nobody', object: `${proxyMapName} (not found)` };
  const why =
    map.state === 'forbidden'
      ? `these credentials may not read the ${proxyMapName}`
      : `the ${proxyMapName} could not be read: ${map.detail}`;
  return { by: 'unknown', why };
}

/** The ConfigMap behind a path in the container; undefined: it comes from elsewhere. */
export function configSource({ configMaps }: ProxyWorkload, path: string): string | undefined {
  const folder = Object.keys(configMaps).find(
    (mount) => path === mount || path.startsWith(`${mount.replace(/\/+$/u, '')}/`),
  );
  return folder === undefined ? undefined : configMaps[folder];
}

function otherSource(map: string | undefined, { config = '' }: ProxyArguments): string {
  return map === undefined ? `${config}, which no ConfigMap holds` : `the ConfigMap kube-system/${map}`;
}
