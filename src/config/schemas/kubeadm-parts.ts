import type * as z from 'zod/mini';
import { anything, flag, list, mapOf, struct, text, whole } from './shape.ts';

/** Parts that v1beta3 and v1beta4 share (cmd/kubeadm/app/apis/kubeadm/…/types.go). */
export const taints = list(struct({ key: text, value: text, effect: text, timeAdded: text }));

export const bootstrapTokens = list(
  struct({
    token: text,
    description: text,
    ttl: text,
    expires: text,
    usages: list(text),
    groups: list(text),
  }),
);

export const apiEndpoint = struct({ advertiseAddress: text, bindPort: whole });
export const patches = struct({ directory: text });
export const networking = struct({ serviceSubnet: text, podSubnet: text, dnsDomain: text });
export const hostPathMounts = list(
  struct({ name: text, hostPath: text, mountPath: text, readOnly: flag, pathType: text }),
);
export const externalEtcd = { endpoints: list(text), caFile: text, certFile: text, keyFile: text };
export const imageMeta = { imageRepository: text, imageTag: text };

/** Flags of a component: a mapping up to v1beta3. */
export const argsAsMap = mapOf(text);
/** A list from v1beta4 on, so that a flag may be given twice (#125029). */
export const argsAsList = list(struct({ name: text, value: text }));
export const environment = list(struct({ name: text, value: text, valueFrom: anything }));

export const clusterBase: Record<string, z.ZodMiniType> = {
  networking,
  kubernetesVersion: text,
  controlPlaneEndpoint: text,
  certificatesDir: text,
  imageRepository: text,
  featureGates: mapOf(flag),
  clusterName: text,
};

export const tokenDiscovery = struct({
  token: text,
  apiServerEndpoint: text,
  caCertHashes: list(text),
  unsafeSkipCAVerification: flag,
});
export const fileDiscovery = struct({ kubeConfigPath: text });
