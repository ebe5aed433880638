import { anything, documentOf, duration, flag, fraction, list, mapOf, struct, text, whole } from './shape.ts';

const syncing = { syncPeriod: duration, minSyncPeriod: duration };

/** kubeproxy.config.k8s.io/v1alpha1, the fields of 1.28 to 1.37 together. */
export const kubeProxyConfiguration = documentOf({
  featureGates: mapOf(flag),
  clientConnection: struct({
    kubeconfig: text,
    acceptContentTypes: text,
    contentType: text,
    qps: fraction,
    burst: whole,
  }),
  // Its options differ by release and decide nothing here.
  logging: anything,
  hostnameOverride: text,
  bindAddress: text,
  healthzBindAddress: text,
  metricsBindAddress: text,
  bindAddressHardFail: flag,
  enableProfiling: flag,
  showHiddenMetricsForVersion: text,
  mode: text,
  iptables: struct({
    masqueradeBit: whole,
    masqueradeAll: flag,
    localhostNodePorts: flag,
    snatNodeInternalIP: flag,
    ...syncing,
  }),
  ipvs: struct({
    scheduler: text,
    excludeCIDRs: list(text),
    strictARP: flag,
    tcpTimeout: duration,
    tcpFinTimeout: duration,
    udpTimeout: duration,
    ...syncing,
  }),
  nftables: struct({ masqueradeBit: whole, masqueradeAll: flag, ...syncing }),
  winkernel: struct({
    networkName: text,
    sourceVip: text,
    enableDSR: flag,
    rootHnsEndpointName: text,
    forwardHealthCheckVip: flag,
  }),
  detectLocalMode: text,
  detectLocal: struct({ bridgeInterface: text, interfaceNamePrefix: text }),
  clusterCIDR: text,
  nodePortAddresses: list(text),
  oomScoreAdj: whole,
  conntrack: struct({
    maxPerCore: whole,
    min: whole,
    tcpEstablishedTimeout: duration,
    tcpCloseWaitTimeout: duration,
    tcpBeLiberal: flag,
    udpTimeout: duration,
    udpStreamTimeout: duration,
  }),
  configSyncPeriod: duration,
  portRange: text,
  windowsRunAsService: flag,
});
