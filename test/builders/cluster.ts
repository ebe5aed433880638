import type { NodeReadiness, ObjectRead, UpgradeObjects } from '../../src/config/cluster-io.ts';
import type { ClusterSeen, ProxySeen } from '../../src/config/cluster-seen.ts';

/** A Corefile as kubeadm writes it. */
export const usualCorefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;

export function found<T>(value: T): ObjectRead<T> {
  return { state: 'found', value };
}

export function forbidden(): ObjectRead<never> {
  return { state: 'forbidden', detail: 'these credentials may not read it' };
}

const nodes: readonly NodeReadiness[] = [
  { name: 'cp-1', ready: true },
  { name: 'cp-2', ready: true },
];

const upgrade: UpgradeObjects = {
  controlPlanes: found(nodes),
  schedulable: found(true),
  corefile: found(usualCorefile),
  corednsVersion: found('v1.12.1'),
};

export interface ClusterOverrides {
  readonly proxy?: Partial<ProxySeen>;
  readonly upgrade?: Partial<UpgradeObjects>;
  readonly kubeadmConfig?: ObjectRead<unknown>['state'];
  readonly kubeletConfig?: ObjectRead<unknown>['state'];
}

/** A cluster that kubeadm made, in nftables mode, read with the rights of an administrator. */
export function clusterOf(overrides: ClusterOverrides = {}): ClusterSeen {
  return {
    reached: true,
    via: '/etc/kubernetes/admin.conf',
    server: 'https://10.0.0.1:6443',
    kubeadmConfig: overrides.kubeadmConfig ?? 'found',
    kubeletConfig: overrides.kubeletConfig ?? 'found',
    proxy: {
      configMap: 'found',
      mapMode: 'nftables',
      daemonSet: 'found',
      argumentConfig: '/var/lib/kube-proxy/config.conf',
      image: 'registry.k8s.io/kube-proxy:v1.36.2',
      ruler: { by: 'config-map' },
      ...overrides.proxy,
    },
    upgrade: { ...upgrade, ...overrides.upgrade },
  };
}
