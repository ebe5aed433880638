import { describe, expect, it } from 'vitest';
import { goodPlan, cluster, init, join, kubelet, proxy } from '../../../test/config/read-plan.ts';
import { fieldsOf } from './fields-of.ts';
import { kubeletFields } from './kubelet-fields.ts';
import { schemaOf } from './registry.ts';

/** As `kubeadm config print init-defaults --component-configs …` and `join-defaults` lay them out. */
const defaults = `${init}bootstrapTokens:
- groups: [system:bootstrappers:kubeadm:default-node-token]
  token: abcdef.0123456789abcdef
  ttl: 24h0m0s
  usages: [signing, authentication]
localAPIEndpoint: {advertiseAddress: 1.2.3.4, bindPort: 6443}
nodeRegistration:
  criSocket: unix:///var/run/containerd/containerd.sock
  imagePullPolicy: IfNotPresent
  imagePullSerial: true
  name: node
  taints: null
timeouts:
  controlPlaneComponentHealthCheck: 4m0s
  discovery: 5m0s
  etcdAPICall: 2m0s
  kubeletHealthCheck: 4m0s
  kubernetesAPICall: 1m0s
  tlsBootstrap: 5m0s
  upgradeManifests: 5m0s
---
${cluster}apiServer: {}
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controllerManager: {}
dns: {}
encryptionAlgorithm: RSA-2048
etcd: {local: {dataDir: /var/lib/etcd}}
imageRepository: registry.k8s.io
kubernetesVersion: 1.36.0
networking: {dnsDomain: cluster.local, serviceSubnet: 10.96.0.0/12}
proxy: {}
scheduler: {}
---
${proxy}bindAddress: 0.0.0.0
bindAddressHardFail: false
clientConnection: {acceptContentTypes: "", burst: 0, contentType: "", kubeconfig: /var/lib/kube-proxy/kubeconfig.conf, qps: 0}
clusterCIDR: ""
configSyncPeriod: 0s
conntrack: {maxPerCore: null, min: null, tcpBeLiberal: false, tcpCloseWaitTimeout: null, tcpEstablishedTimeout: null, udpStreamTimeout: 0s, udpTimeout: 0s}
detectLocal: {bridgeInterface: "", interfaceNamePrefix: ""}
detectLocalMode: ""
enableProfiling: false
healthzBindAddress: ""
hostnameOverride: ""
iptables: {localhostNodePorts: null, masqueradeAll: false, masqueradeBit: null, minSyncPeriod: 0s, syncPeriod: 0s}
ipvs: {excludeCIDRs: null, minSyncPeriod: 0s, scheduler: "", strictARP: false, syncPeriod: 0s, tcpFinTimeout: 0s, tcpTimeout: 0s, udpTimeout: 0s}
logging: {flushFrequency: 0, options: {json: {infoBufferSize: "0"}, text: {infoBufferSize: "0"}}, verbosity: 0}
metricsBindAddress: ""
mode: ""
nftables: {masqueradeAll: false, masqueradeBit: null, minSyncPeriod: 0s, syncPeriod: 0s}
nodePortAddresses: null
oomScoreAdj: null
portRange: ""
showHiddenMetricsForVersion: ""
winkernel: {enableDSR: false, forwardHealthCheckVip: false, networkName: "", rootHnsEndpointName: "", sourceVip: ""}
---
${kubelet}authentication: {anonymous: {enabled: false}, webhook: {cacheTTL: 0s, enabled: true}, x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}}
authorization: {mode: Webhook, webhook: {cacheAuthorizedTTL: 0s, cacheUnauthorizedTTL: 0s}}
cgroupDriver: systemd
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
containerRuntimeEndpoint: ""
cpuManagerReconcilePeriod: 0s
crashLoopBackOff: {}
evictionPressureTransitionPeriod: 0s
healthzBindAddress: 127.0.0.1
healthzPort: 10248
logging: {flushFrequency: 0, options: {json: {infoBufferSize: "0"}, text: {infoBufferSize: "0"}}, verbosity: 0}
memorySwap: {}
rotateCertificates: true
shutdownGracePeriod: 0s
staticPodPath: /etc/kubernetes/manifests
`;

const v1beta3 = `${cluster}controlPlaneEndpoint: api:6443
apiServer:
  timeoutForControlPlane: 4m0s
  certSANs: [api]
  extraArgs: {authorization-mode: "Node,RBAC"}
  extraVolumes: [{name: a, hostPath: /a, mountPath: /a, readOnly: true, pathType: File}]
etcd: {local: {imageTag: "1", extraArgs: {quota: "1"}, serverCertSANs: [a], peerCertSANs: [b]}}
dns: {imageRepository: r, imageTag: t}
featureGates: {PublicKeysECDSA: false}
---
${init}nodeRegistration: {kubeletExtraArgs: {v: "2"}, taints: [{key: a, effect: NoSchedule}]}
patches: {directory: /p}
certificateKey: ${'ab'.repeat(32)}
`.replaceAll('v1beta4', 'v1beta3');

describe('schemaOf', () => {
  it("knows every field of kubeadm's printed defaults", async () => {
    expect((await goodPlan(defaults, { strict: true })).notices).toEqual([]);
  });

  it('knows the fields of v1beta3', async () => {
    const { notices } = await goodPlan(v1beta3, { strict: true, flags: { kubernetesVersion: '1.30' } });
    expect(notices).toEqual([]);
  });

  it('knows discovery in both versions', async () => {
    const token = 'abcdef.0123456789abcdef';
    const fields = `discovery: {bootstrapToken: {token: ${token}, apiServerEndpoint: "b:1", caCertHashes: ["sha256:${'0'.repeat(64)}"], unsafeSkipCAVerification: true}, tlsBootstrapToken: ${token}`;
    await goodPlan(`${join}${fields}}\n`, { action: 'join', strict: true });
    await goodPlan(`${join}${fields}, timeout: 5m}\n`.replace('beta4', 'beta3'), {
      action: 'join',
      strict: true,
    });
  });

  it('knows nothing else', () => {
    expect(schemaOf('kubeadm.k8s.io/v1beta2', 'InitConfiguration')).toBeUndefined();
    expect(schemaOf('constructor', 'name')).toBeUndefined();
    expect(schemaOf('kubeadm.k8s.io/v1beta4', 'toString')).toBeUndefined();
  });
});

describe('fieldsOf', () => {
  it('follows a path through lists and mappings', () => {
    const schema = schemaOf('kubeadm.k8s.io/v1beta4', 'InitConfiguration');
    expect(schema && fieldsOf(schema, ['nodeRegistration', 'taints', 0])).toEqual([
      'key',
      'value',
      'effect',
      'timeAdded',
    ]);
    expect(schema && fieldsOf(schema, ['skipPhases', 0])).toEqual([]);
  });
});

describe('kubeletFields', () => {
  it('are sorted and each there once', () => {
    expect([...new Set(kubeletFields)].toSorted()).toEqual([...kubeletFields]);
  });
});
