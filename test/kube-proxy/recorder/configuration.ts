import type { ProxyMode } from '../../../src/config/plan.ts';
import { addresses, type Setting } from '../written/script.ts';
import { nodeName } from './cluster.ts';

const ways = { cidr: 'ClusterCIDR', bridge: 'BridgeInterface', prefix: 'InterfaceNamePrefix' } as const;

/** KubeProxyConfiguration as JSON, which is YAML. Limits of connection tracking are left alone. */
export function configurationOf(mode: ProxyMode, setting: Setting, kubeconfig: string): string {
  const { ipv4, ipv6 } = addresses;
  const period = { syncPeriod: '30s', minSyncPeriod: '0s', masqueradeAll: setting.masqueradeAll };
  return JSON.stringify({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode,
    hostnameOverride: nodeName,
    clientConnection: {
      kubeconfig,
      contentType: 'application/json',
      acceptContentTypes: 'application/json',
    },
    clusterCIDR: `${ipv4.pods},${ipv6.pods}`,
    detectLocalMode: ways[setting.detectLocal],
    detectLocal: { bridgeInterface: 'cni0', interfaceNamePrefix: 'cali' },
    nodePortAddresses:
      setting.nodePortAddresses === 'all' ? ['0.0.0.0/0', '::/0'] : [`${ipv4.node}/32`, `${ipv6.node}/128`],
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
    iptables: { ...period, localhostNodePorts: setting.localhostNodePorts },
    nftables: period,
    ipvs: { syncPeriod: '30s', minSyncPeriod: '0s', scheduler: setting.scheduler },
  });
}

export function kubeconfigOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'scratch', cluster: { server } }],
    users: [{ name: 'kube-proxy', user: {} }],
    contexts: [{ name: 'scratch', context: { cluster: 'scratch', user: 'kube-proxy' } }],
    'current-context': 'scratch',
  });
}
