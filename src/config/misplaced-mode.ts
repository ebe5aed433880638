import type { Kind } from './groups.ts';
import type { Path, Tree } from './tree.ts';

export interface MisplacedMode {
  /** What was written. */
  readonly mode: string;
  /** Where it belongs, ready to be copied. */
  readonly belongs: string;
}

const bare = (key: string): string => key.toLowerCase().replaceAll(/[-_]/g, '');
const modeKeys = new Set(['mode', 'proxymode', 'kubeproxymode']);
const proxyKeys = new Set([
  'kubeproxy',
  'proxy',
  'kubeproxyconfig',
  'kubeproxyconfiguration',
  'kubeproxyargs',
]);

/**
 * The commonest mistake in the field: the proxy mode in a place that nothing reads. Looks at an unknown
 * field and tells whether somebody meant the mode of kube-proxy with it.
 */
export function misplacedMode(kind: Kind, path: Path, key: string, value: Tree): MisplacedMode | undefined {
  const mode = modeWithin(path, key, value);
  if (mode === undefined) return undefined;
  const inPlace = kind === 'KubeProxyConfiguration';
  return {
    mode,
    belongs: inPlace
      ? `mode: ${mode}, as a field of its own in this document`
      : `a document of its own: apiVersion: kubeproxy.config.k8s.io/v1alpha1, kind: KubeProxyConfiguration, mode: ${mode}`,
  };
}

function modeWithin(path: Path, key: string, value: Tree): string | undefined {
  const name = bare(key);
  if (name === 'supportipvsproxymode') return 'ipvs';
  if (modeKeys.has(name)) return wordOf(value);
  if (proxyKeys.has(name) || path.some((part) => proxyKeys.has(bare(String(part)))))
    return modeBelow(value, 3);
  return undefined;
}

function wordOf(value: Tree): string | undefined {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || value.value === '') return undefined;
  // It goes into a suggestion that people copy: only words.
  return /^[A-Za-z-]{1,30}$/.test(value.value) ? value.value : undefined;
}

function modeBelow(value: Tree, depth: number): string | undefined {
  if (value.kind !== 'map' || depth === 0) return undefined;
  for (const entry of value.entries.values()) {
    const mode = modeKeys.has(bare(entry.key)) ? wordOf(entry.value) : modeBelow(entry.value, depth - 1);
    if (mode !== undefined) return mode;
  }
  return undefined;
}
