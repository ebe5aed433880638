import type { KubeProxyPlan } from '../config/plan.ts';
import { isAtLeast } from './release.ts';

/** The cap on the limit that is reckoned from cores (kubernetes#137002). */
export const conntrackCap = { value: 1_048_576, since: '1.36' } as const;

/**
 * What kube-proxy will write into nf_conntrack_max: so many for each core, at least the minimum.
 * @returns 0 when the configuration leaves the limit alone (maxPerCore 0)
 */
export function wantedConntrackMax(kubeProxy: KubeProxyPlan, cpus: number, release: string): number {
  const perCore = kubeProxy.conntrackMaxPerCore.value;
  if (perCore <= 0) return 0;
  const scaled = perCore * cpus;
  const bounded = isAtLeast(release, conntrackCap.since) ? Math.min(scaled, conntrackCap.value) : scaled;
  return Math.max(bounded, kubeProxy.conntrackMin.value);
}

/** kube-proxy raises the hash size to a quarter of the limit, and never lowers it. */
export function wantedHashsize(max: number): number {
  return Math.floor(max / 4);
}
