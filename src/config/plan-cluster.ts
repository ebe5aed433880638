import type { CniSaying } from './cni/cni-saying.ts';
import { clusterRequestOf } from './cluster-access.ts';
import type { ClusterIo, ClusterObjects, ObjectRead } from './cluster-io.ts';
import { type ModeRuler, proxyMapName, proxySetName } from './cluster-mode.ts';
import { clusterSeen, type ClusterSeen } from './cluster-seen.ts';
import { textAt, type ConfigDocument, type Documents } from './config-document.ts';
import { safeText } from './excerpt.ts';
import type { Kind } from './groups.ts';
import type { Origin } from './plan.ts';
import type { PlanRequest } from './plan-request.ts';
import type { Problems } from './problems.ts';
import { makeSource } from './source.ts';

/** What the cluster says of the mode. */
export type ClusterMode =
  | { readonly known: true; readonly written?: { readonly mode: string; readonly origin: Origin } }
  | { readonly known: true; readonly nobody: Origin }
  | { readonly known: false; readonly why: string };

export interface PlanCluster {
  /** The user's documents, and below them those of the cluster. */
  readonly documents: Documents;
  readonly seen?: ClusterSeen;
  /** Absent: the cluster was not asked. */
  readonly mode?: ClusterMode;
  /** What objects of network plugins say. */
  readonly cni?: readonly CniSaying[];
}

/** In join and upgrade, as kubeadm does, the cluster's own documents complete the user's. */
export async function planCluster(
  request: PlanRequest,
  documents: Documents,
  io: ClusterIo | undefined,
  problems: Problems,
): Promise<PlanCluster> {
  const asked = clusterRequestOf(request, documents);
  if (asked === undefined || io === undefined) return { documents };
  const read = await io.read(asked);
  if (!read.reached) {
    if (read.fault.code === 'no-kubeconfig') {
      // Nobody named this file, and a host that is no member yet has none.
      if (asked.access.kind === 'kubeconfig' && asked.access.isDefault) return { documents };
      const named = request.cluster?.kubeconfig ?? request.cluster?.discoveryFile;
      if (named !== undefined) {
        problems.errors.push({
          code: 'config.missing-file',
          message: 'there is no such file',
          file: named,
          found: 'ENOENT',
        });
        return { documents };
      }
    }
    const seen = clusterSeen(read, request.action, undefined);
    return { documents, seen, mode: { known: false, why: read.fault.detail } };
  }
  const { objects } = read;
  const found = await clusterDocuments(objects, problems);
  const proxy = found.get('KubeProxyConfiguration');
  const mapMode = proxy === undefined ? undefined : (textAt(proxy, 'mode')?.value ?? '');
  const seen = clusterSeen(read, request.action, mapMode);
  const ruler = seen.reached ? seen.proxy.ruler : undefined;
  const mode = ruler && clusterMode(ruler, proxy, objects);
  // Where the arguments rule, kube-proxy reads nothing of the ConfigMap.
  if (ruler?.by !== 'config-map') found.delete('KubeProxyConfiguration');
  return {
    documents: new Map([...found, ...documents]),
    seen,
    ...(mode === undefined ? {} : { mode }),
    cni: await clusterPlugin(objects, problems),
  };
}

function clusterMode(
  ruler: ModeRuler,
  proxy: ConfigDocument | undefined,
  { proxyDaemonSet }: ClusterObjects,
): ClusterMode {
  if (ruler.by === 'unknown') return { known: false, why: ruler.why };
  if (ruler.by === 'nobody') return { known: true, nobody: { kind: 'cluster', object: ruler.object } };
  if (ruler.by === 'default') return { known: true };
  if (ruler.by === 'arguments') {
    const container = proxyDaemonSet.state === 'found' ? proxyDaemonSet.value.container : 'kube-proxy';
    const object = `${proxySetName} (container ${safeText(container, 63)}: --proxy-mode)`;
    return { known: true, written: { mode: ruler.mode, origin: { kind: 'cluster', object } } };
  }
  if (proxy === undefined) return { known: false, why: `the ${proxyMapName} holds no readable config.conf` };
  const written = textAt(proxy, 'mode');
  if (written === undefined) return { known: true };
  return { known: true, written: { mode: written.value, origin: written.origin } };
}

async function clusterPlugin(
  { cni = [] }: ClusterObjects,
  problems: Problems,
): Promise<readonly CniSaying[]> {
  if (cni.length === 0) return [];
  const { cniIn } = await import('./read-documents.ts');
  return cni.flatMap(({ name, text }) =>
    cniIn({ ...makeSource(name, text), object: { name, key: '' } }, problems),
  );
}

const homes = [
  ['ClusterConfiguration', 'kubeadmConfig', 'ConfigMap kube-system/kubeadm-config', 'ClusterConfiguration'],
  ['KubeProxyConfiguration', 'proxyConfig', proxyMapName, 'config.conf'],
  ['KubeletConfiguration', 'kubeletConfig', 'ConfigMap kube-system/kubelet-config', 'kubelet'],
] as const satisfies readonly (readonly [Kind, keyof ClusterObjects, string, string])[];

async function clusterDocuments(
  objects: ClusterObjects,
  problems: Problems,
): Promise<Map<Kind, ConfigDocument>> {
  const found = new Map<Kind, ConfigDocument>();
  const { documentsOf } = await import('./read-documents.ts');
  for (const [kind, member, name, key] of homes) {
    const object: ObjectRead<string> = objects[member];
    if (object.state !== 'found') continue;
    const source = { ...makeSource(name, object.value), object: { name, key } };
    // A document of another kind in this place is not what kubeadm would read.
    const document = documentsOf(source, problems).find((one) => one.kind === kind);
    if (document !== undefined) found.set(kind, document);
  }
  return found;
}
