import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { V1DaemonSet, V1Job, V1PodSpec } from '@kubernetes/client-node';
import { parse, parseAllDocuments } from 'yaml';

export const kubernetesFolder = fileURLToPath(new URL('../../kubernetes', import.meta.url));

/** What a folder makes, in the order of its files. */
export function objectsOf(folder: string): readonly unknown[] {
  const at = join(kubernetesFolder, folder);
  const { resources } = parse(readFileSync(join(at, 'kustomization.yaml'), 'utf8'));
  return resources.flatMap((file: string) => documentsOf(readFileSync(join(at, file), 'utf8')));
}

/** The documents of a stream of YAML. */
export function documentsOf(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text);
  return 'empty' in documents ? [] : documents.map((document) => document.toJS());
}

/** The folders that start pods, with the kind of what they start. */
export const variants = { daemonset: 'DaemonSet', privileged: 'DaemonSet', job: 'Job' } as const;
export type Variant = keyof typeof variants;
export const variantNames: readonly Variant[] = ['daemonset', 'privileged', 'job'];

export function workloadOf(variant: Variant): V1DaemonSet | V1Job {
  const found = objectsOf(variant).find((one) => isOfKind(one, variants[variant]));
  if (found === undefined) throw new Error(`${variant} has no ${variants[variant]}`);
  return found;
}

export function podOf(variant: Variant): V1PodSpec {
  const spec = workloadOf(variant).spec?.template.spec;
  if (spec === undefined) throw new Error(`${variant} has no pod`);
  return spec;
}

/** That it is well made is tested (test/kubernetes/manifests.test.ts). */
function isOfKind(value: unknown, kind: string): value is V1DaemonSet | V1Job {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}
