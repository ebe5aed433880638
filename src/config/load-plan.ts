import type { ClusterIo } from './cluster-io.ts';
import { planCni } from './cni/plan-cni.ts';
import { demandDocument, documentsFor, judgeVersions } from './combine-rules.ts';
import type { Documents } from './config-document.ts';
import type { ConfigIo } from './config-io.ts';
import type { Plan } from './plan.ts';
import { planBind } from './plan-bind.ts';
import { planCluster, type PlanCluster } from './plan-cluster.ts';
import { planEtcd } from './plan-etcd.ts';
import { planImages } from './plan-images.ts';
import { planIgnores } from './plan-ignores.ts';
import { planKubelet } from './plan-kubelet.ts';
import { planMode } from './plan-mode.ts';
import { planNetwork } from './plan-network.ts';
import { planNode } from './plan-node.ts';
import { planOwnFiles, type PlanOwnFiles } from './plan-own-files.ts';
import { planPhases } from './plan-phases.ts';
import { planProxy } from './plan-proxy.ts';
import type { PlanRequest, PlanResult } from './plan-request.ts';
import { planVersion } from './plan-version.ts';
import type { ReadDocuments } from './read-documents.ts';
import { noProblems, type Problems } from './problems.ts';

export type { ConfigIo } from './config-io.ts';
export type { ClusterFlags, PlanFlags, PlanRequest, PlanResult } from './plan-request.ts';

/** What the node is meant to become: from files, flags, the cluster and the defaults of the planned release. */
export async function loadPlan(
  request: PlanRequest,
  io: ConfigIo,
  clusterIo?: ClusterIo,
): Promise<PlanResult> {
  const problems = noProblems(request.strict);
  const { documents: own, cni } = await documentsOf(request, io, problems);
  const ownFiles = await planOwnFiles(request.ownFiles ?? {}, io, problems);
  // A cluster is not asked for a plan that is refused already.
  const reader = problems.errors.length === 0 ? clusterIo : undefined;
  const cluster = await planCluster(request, own, reader, problems);
  const planned = await buildPlan(request, own, cluster, problems);
  const sources = { files: cni, cluster: cluster.cni ?? [] };
  const plan: Plan = {
    ...planned,
    cni: planCni(request.flags.cni, sources, planned.kubernetesVersion.value, problems),
    ...ownFiles,
  };
  if (problems.errors.length === 0) {
    return { ok: true, plan, ...(cluster.seen === undefined ? {} : { cluster: cluster.seen }) };
  }
  return { ok: false, errors: inOrder(problems.errors, problems.files, (error) => error) };
}

/** Without files nothing of the YAML and schema libraries is loaded. */
async function documentsOf(request: PlanRequest, io: ConfigIo, problems: Problems): Promise<ReadDocuments> {
  if (request.files.length === 0) return { documents: new Map(), cni: [] };
  const { readDocuments } = await import('./read-documents.ts');
  const { documents: all, cni } = await readDocuments(request.files, io, problems);
  // Manifests of network plugins alone are no configuration of kubeadm's, which then has its defaults.
  const isNone = all.size === 0 && cni.length > 0;
  // While a document cannot be read, nobody knows whether one is missing.
  if (problems.errors.length === 0 && !isNone) demandDocument(request.action, all, request.files, problems);
  const documents = documentsFor(request.action, all, problems);
  const { refuseValues } = await import('./validation/refuse-values.ts');
  await refuseValues(documents, problems);
  const { tellDiscovery } = await import('./validation/tell-discovery.ts');
  tellDiscovery(request, documents, problems);
  return { documents, cni };
}

async function buildPlan(
  request: PlanRequest,
  own: Documents,
  { documents, mode: clusterMode }: PlanCluster,
  problems: Problems,
): Promise<Omit<Plan, keyof PlanOwnFiles | 'cni'>> {
  const { action, flags } = request;
  const kubernetesVersion = planVersion(flags.kubernetesVersion, documents, problems);
  const release = kubernetesVersion.value;
  judgeVersions(own, release, problems);
  const phases = planPhases(flags.skipPhases, documents, release, problems);
  const sources = {
    documents,
    ...(phases.noProxy === undefined ? {} : { noPhase: phases.noProxy }),
    ...(clusterMode === undefined ? {} : { cluster: clusterMode }),
  };
  const mode = planMode(request, sources, release, problems);
  const network = await planNetwork(request, documents, release, problems);
  const node = planNode(request, documents, release, problems);
  return {
    schema: 'kube-preflight/plan/v1',
    action,
    phase: request.phase ?? (action === 'upgrade' ? 'upgrade apply' : action),
    kubernetesVersion,
    proxyMode: mode.proxyMode,
    ...network,
    ...node,
    kubeProxy: await planProxy(mode, documents, network.podSubnets, release, problems),
    kubelet: planKubelet(documents, node.criSocket, release, problems),
    bind: planBind(documents, release),
    etcd: planEtcd(documents, release, problems),
    images: planImages(documents, release),
    skipPhases: phases.skipPhases,
    ignorePreflightErrors: planIgnores(flags.ignorePreflightErrors, documents, problems),
    notices: inOrder(problems.notices, problems.files, ({ origin }) =>
      origin.kind === 'file' ? origin : {},
    ),
  };
}

/** By file, in the order the files came; within a file from top to bottom; flags come first. */
function inOrder<T>(
  items: readonly T[],
  order: readonly string[],
  placeOf: (item: T) => Partial<Spot>,
): readonly T[] {
  const rank = ({ file }: Partial<Spot>): number => (file === undefined ? -1 : order.indexOf(file));
  return items.toSorted((first, second) => {
    const a = placeOf(first);
    const b = placeOf(second);
    return rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  });
}

interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
