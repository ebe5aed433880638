import { describe, expect, it } from 'vitest';
import type { ClusterObjects, ObjectRead, ProxyWorkload } from './cluster-io.ts';
import { modeRuler } from './cluster-mode.ts';
import type { Action } from './plan.ts';

const map: ObjectRead<string> = { state: 'found', value: 'mode: nftables' };
const missing = { state: 'not-found', detail: 'it does not exist' } as const;
const forbidden = { state: 'forbidden', detail: 'no right' } as const;
const silent = { state: 'unknown', detail: 'no answer' } as const;

function set(
  words: readonly string[],
  configMaps: Readonly<Record<string, string>> = { '/var/lib/kube-proxy': 'kube-proxy' },
): ObjectRead<ProxyWorkload> {
  return {
    state: 'found',
    value: { container: 'kube-proxy', image: '', words: ['kube-proxy', ...words], configMaps },
  };
}

const usual = set(['--config=/var/lib/kube-proxy/config.conf']);

function ruler(
  proxyConfig: ObjectRead<string>,
  proxyDaemonSet: ObjectRead<ProxyWorkload>,
  action: Action = 'join',
): string {
  const objects: ClusterObjects = {
    kubeadmConfig: missing,
    kubeletConfig: missing,
    proxyConfig,
    proxyDaemonSet,
  };
  const found = modeRuler(objects, action);
  return found.by === 'arguments' ? `arguments ${found.mode}` : found.by;
}

describe('modeRuler', () => {
  it.each([
    ['as kubeadm makes it', map, usual, 'config-map'],
    [
      'a flag beside --config',
      map,
      set(['--config=/var/lib/kube-proxy/config.conf', '--proxy-mode=ipvs']),
      'config-map',
    ],
    ['a flag without --config', map, set(['--proxy-mode=ipvs']), 'arguments ipvs'],
    ['nothing at all', map, set([]), 'default'],
    [
      'a mount of the file alone',
      map,
      set(['--config=/c/x'], Object.fromEntries([['/c/x', 'kube-proxy']])),
      'config-map',
    ],
    ['another ConfigMap', map, set(['--config=/c/x'], Object.fromEntries([['/c', 'other']])), 'unknown'],
    ['a file of the image', map, set(['--config=/etc/x']), 'unknown'],
    ['a folder with a like name', map, set(['--config=/var/lib/kube-proxy2/x']), 'unknown'],
    ['a DaemonSet that may not be read', map, forbidden, 'config-map'],
    ['no DaemonSet', map, missing, 'nobody'],
    ['neither', missing, missing, 'nobody'],
    ['no ConfigMap', missing, usual, 'nobody'],
    ['no ConfigMap, and arguments', missing, set(['--proxy-mode=ipvs']), 'arguments ipvs'],
    ['a ConfigMap that may not be read', forbidden, usual, 'unknown'],
    ['a ConfigMap that did not come', silent, silent, 'unknown'],
  ] as const)('knows %s', (_, proxyConfig, proxyDaemonSet, expected) => {
    expect(ruler(proxyConfig, proxyDaemonSet)).toBe(expected);
  });

  it('takes the ConfigMap before an upgrade, which brings the DaemonSet back', () => {
    expect(ruler(map, missing, 'upgrade')).toBe('config-map');
  });
});
