import type { Facts } from '../../probes/facts.ts';

/** The cores of the machine, as kube-proxy counts them: its pod is bound to none of them (runtime.NumCPU). */
export function coresOf({ cpus, kernel }: Facts): number | undefined {
  if (cpus?.known === true) return cpus.value.online;
  return kernel?.known === true ? kernel.value.cpus : undefined;
}
