import { kubeletFields } from './kubelet-fields.ts';
import { anything, documentOf, flag, mapOf, struct, text, whole } from './shape.ts';

/** kubelet.config.k8s.io/v1beta1: types where they bear on this program, names everywhere. */
export const kubeletConfiguration = documentOf({
  ...Object.fromEntries(kubeletFields.map((name) => [name, anything])),
  cgroupDriver: text,
  containerRuntimeEndpoint: text,
  failCgroupV1: flag,
  failSwapOn: flag,
  featureGates: mapOf(flag),
  healthzPort: whole,
  makeIPTablesUtilChains: flag,
  memorySwap: struct({ swapBehavior: text }),
  port: whole,
  protectKernelDefaults: flag,
  resolvConf: text,
  staticPodPath: text,
});
