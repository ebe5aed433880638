import {
  apiEndpoint,
  argsAsMap,
  bootstrapTokens,
  clusterBase,
  externalEtcd,
  fileDiscovery,
  hostPathMounts,
  imageMeta,
  patches,
  taints,
  tokenDiscovery,
} from './kubeadm-parts.ts';
import { documentOf, duration, list, struct, text } from './shape.ts';

const nodeRegistration = struct({
  name: text,
  criSocket: text,
  taints,
  kubeletExtraArgs: argsAsMap,
  ignorePreflightErrors: list(text),
  imagePullPolicy: text,
});

const component = { extraArgs: argsAsMap, extraVolumes: hostPathMounts };

/** kubeadm.k8s.io/v1beta3: deprecated in 1.31, removed in 1.37 (#125029, #136016). */
export const v1beta3 = {
  InitConfiguration: documentOf({
    bootstrapTokens,
    nodeRegistration,
    localAPIEndpoint: apiEndpoint,
    certificateKey: text,
    skipPhases: list(text),
    patches,
  }),
  ClusterConfiguration: documentOf({
    ...clusterBase,
    etcd: struct({
      local: struct({
        ...imageMeta,
        dataDir: text,
        extraArgs: argsAsMap,
        serverCertSANs: list(text),
        peerCertSANs: list(text),
      }),
      external: struct(externalEtcd),
    }),
    apiServer: struct({ ...component, certSANs: list(text), timeoutForControlPlane: duration }),
    controllerManager: struct(component),
    scheduler: struct(component),
    dns: struct(imageMeta),
  }),
  JoinConfiguration: documentOf({
    nodeRegistration,
    caCertPath: text,
    discovery: struct({
      bootstrapToken: tokenDiscovery,
      file: fileDiscovery,
      tlsBootstrapToken: text,
      timeout: duration,
    }),
    controlPlane: struct({ localAPIEndpoint: apiEndpoint, certificateKey: text }),
    skipPhases: list(text),
    patches,
  }),
};
