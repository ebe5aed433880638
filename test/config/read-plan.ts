import { loadPlan, type PlanRequest, type PlanResult } from '../../src/config/load-plan.ts';
import type { Plan } from '../../src/config/plan.ts';
import { memoryIo, type MemoryFile } from './memory-io.ts';

const host = { hostName: 'cp-1', addresses: ['192.0.2.10'] };

/** Reads `kubeadm.yaml`, or the files given by name, as `init` unless told otherwise. */
export function readPlan(
  content: MemoryFile | Readonly<Record<string, MemoryFile>>,
  request: Partial<PlanRequest> = {},
): Promise<PlanResult> {
  const isOne = typeof content === 'string' || content instanceof Uint8Array;
  const files = isOne ? { 'kubeadm.yaml': content } : Object.fromEntries(Object.entries(content));
  const defaults = { action: 'init', flags: {}, strict: false, host } as const;
  return loadPlan({ ...defaults, files: Object.keys(files), ...request }, memoryIo(files));
}

/** The Plan, or an exception that shows the errors. */
export async function goodPlan(...args: Parameters<typeof readPlan>): Promise<Plan> {
  const result = await readPlan(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.plan;
}

/** `line:column code` of every error; no place for what has none. */
export async function errorsOf(...args: Parameters<typeof readPlan>): Promise<readonly string[]> {
  const result = await readPlan(...args);
  if (result.ok) return [];
  return result.errors.map(({ line, column, code }) =>
    line === undefined ? code : `${line}:${column} ${code}`,
  );
}

/** `line:column code` of every notice. */
export async function noticesOf(...args: Parameters<typeof readPlan>): Promise<readonly string[]> {
  const { notices } = await goodPlan(...args);
  return notices.map(({ code, origin }) =>
    origin.kind === 'file' ? `${origin.line}:${origin.column} ${code}` : `${origin.kind} ${code}`,
  );
}

export const cluster = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n';
export const init = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n';
export const join = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n';
export const proxy = 'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n';
export const kubelet = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
