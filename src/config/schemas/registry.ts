import type * as z from 'zod/mini';
import { kubeProxyConfiguration } from './kube-proxy.ts';
import { v1beta3 } from './kubeadm-v1beta3.ts';
import { v1beta4 } from './kubeadm-v1beta4.ts';
import { kubeletConfiguration } from './kubelet.ts';

const schemas: Readonly<Record<string, Readonly<Record<string, z.ZodMiniType>>>> = {
  'kubeadm.k8s.io/v1beta3': v1beta3,
  'kubeadm.k8s.io/v1beta4': v1beta4,
  'kubeproxy.config.k8s.io/v1alpha1': { KubeProxyConfiguration: kubeProxyConfiguration },
  'kubelet.config.k8s.io/v1beta1': { KubeletConfiguration: kubeletConfiguration },
};

export function schemaOf(apiVersion: string, kind: string): z.ZodMiniType | undefined {
  const kinds = Object.hasOwn(schemas, apiVersion) ? schemas[apiVersion] : undefined;
  return kinds !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
