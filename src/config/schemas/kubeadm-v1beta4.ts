import {
  apiEndpoint,
  argsAsList,
  bootstrapTokens,
  clusterBase,
  environment,
  externalEtcd,
  fileDiscovery,
  hostPathMounts,
  imageMeta,
  patches,
  taints,
  tokenDiscovery,
} from './kubeadm-parts.ts';
import { documentOf, duration, flag, list, struct, text, whole } from './shape.ts';

const pulling = { imagePullPolicy: text, imagePullSerial: flag };

const nodeRegistration = struct({
  name: text,
  criSocket: text,
  taints,
  kubeletExtraArgs: argsAsList,
  ignorePreflightErrors: list(text),
  ...pulling,
});

const component = { extraArgs: argsAsList, extraVolumes: hostPathMounts, extraEnvs: environment };

const timeouts = struct({
  controlPlaneComponentHealthCheck: duration,
  kubeletHealthCheck: duration,
  kubernetesAPICall: duration,
  etcdAPICall: duration,
  tlsBootstrap: duration,
  discovery: duration,
  upgradeManifests: duration,
});

const clusterConfiguration = documentOf({
  ...clusterBase,
  etcd: struct({
    local: struct({
      ...imageMeta,
      dataDir: text,
      extraArgs: argsAsList,
      extraEnvs: environment,
      serverCertSANs: list(text),
      peerCertSANs: list(text),
    }),
    external: struct({ ...externalEtcd, httpEndpoints: list(text) }),
  }),
  apiServer: struct({ ...component, certSANs: list(text) }),
  controllerManager: struct(component),
  scheduler: struct(component),
  dns: struct({ ...imageMeta, disabled: flag }),
  proxy: struct({ disabled: flag }),
  encryptionAlgorithm: text,
  certificateValidityPeriod: duration,
  caCertificateValidityPeriod: duration,
});

const upgradeCommon = {
  certificateRenewal: flag,
  dryRun: flag,
  etcdUpgrade: flag,
  ignorePreflightErrors: list(text),
  patches,
  skipPhases: list(text),
  ...pulling,
};
const upgradePlan = {
  kubernetesVersion: text,
  allowExperimentalUpgrades: flag,
  allowRCUpgrades: flag,
  dryRun: flag,
  ignorePreflightErrors: list(text),
  printConfig: flag,
};

/** kubeadm.k8s.io/v1beta4: the default since 1.31 (#125029); `httpEndpoints` since 1.35. */
export const v1beta4 = {
  InitConfiguration: documentOf({
    bootstrapTokens,
    dryRun: flag,
    nodeRegistration,
    localAPIEndpoint: apiEndpoint,
    certificateKey: text,
    skipPhases: list(text),
    patches,
    timeouts,
  }),
  ClusterConfiguration: clusterConfiguration,
  JoinConfiguration: documentOf({
    dryRun: flag,
    nodeRegistration,
    caCertPath: text,
    discovery: struct({ bootstrapToken: tokenDiscovery, file: fileDiscovery, tlsBootstrapToken: text }),
    controlPlane: struct({ localAPIEndpoint: apiEndpoint, certificateKey: text }),
    skipPhases: list(text),
    patches,
    timeouts,
  }),
  ResetConfiguration: documentOf({
    cleanupTmpDir: flag,
    certificatesDir: text,
    criSocket: text,
    dryRun: flag,
    force: flag,
    ignorePreflightErrors: list(text),
    skipPhases: list(text),
    unmountFlags: list(text),
    timeouts,
  }),
  UpgradeConfiguration: documentOf({
    apply: struct({ ...upgradeCommon, ...upgradePlan, forceUpgrade: flag }),
    diff: struct({ kubernetesVersion: text, contextLines: whole }),
    node: struct(upgradeCommon),
    plan: struct(upgradePlan),
    timeouts,
  }),
};
