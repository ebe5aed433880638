import { setTimeout as wait } from 'node:timers/promises';
import {
  CoreV1Api,
  createConfiguration,
  ServerConfiguration,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import pLimit from 'p-limit';
import type { ClusterFault } from '../../config/cluster-io.ts';
import type { Host } from '../../host/host.ts';
import { type Connection, connectionOf } from '../connection.ts';
import { explainRefusal } from '../explain-refusal.ts';
import { faultOf } from '../fault.ts';
import { readKubeconfig } from '../read-kubeconfig.ts';
import type { Transport } from '../transport.ts';
import { refusalOf } from './api-refusal.ts';
import type { CollectEnd, CollectRequest, Receiver } from './collection.ts';
import { type Listing, listPages } from './list-pages.ts';
import { lookAtNode, type NodeLook } from './node-look.ts';
import { agentOf, createPatientTransport } from './patient-transport.ts';
import { lookAtPod, type PodLook } from './pod-look.ts';
import { factsContainer, readLog } from './read-log.ts';
import { type Lost, Round } from './round.ts';
import { watchPods } from './watch-pods.ts';

const labelSelector = 'app.kubernetes.io/name=kube-preflight';
/** A page of nodes is at most some MiB, with all the images that each tells of. */
const nodesAtOnce = 50;
const podsAtOnce = 200;
/** A watch that ends at once would otherwise be begun anew without end. */
const shortestPauseMs = 500;
const longestPauseMs = 5000;

interface Desk {
  readonly request: CollectRequest;
  readonly connection: Connection;
  readonly core: CoreV1Api;
  readonly signal: AbortSignal;
  readonly endsAt: number;
  readonly agent: ReturnType<typeof agentOf>;
}

/** Waits until the pod of each node has printed its facts, and hands their logs on. Ends by `totalMs`. */
export async function collectLogs(
  request: CollectRequest,
  receiver: Receiver,
  host: Host,
  stop: AbortSignal,
): Promise<CollectEnd> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(request.totalMs)]);
  const endsAt = performance.now() + request.totalMs;
  let connection: Connection;
  try {
    connection = await connectionOf(await readKubeconfig(request.kubeconfig, host), request, host);
  } catch (error) {
    return { ok: false, fault: faultOf(error, 'the API server') };
  }
  // One socket beside those of the logs for the watch, and one for a list.
  const agent = agentOf(connection, request.parallel + 2);
  const transport = createPatientTransport(connection, { signal, callMs: request.callMs, endsAt, agent });
  const core = coreOf(connection, transport);
  try {
    return await collect({ request, connection, core, signal, endsAt, agent }, receiver, stop);
  } finally {
    transport.close();
  }
}

async function collect(desk: Desk, receiver: Receiver, stop: AbortSignal): Promise<CollectEnd> {
  const { connection, request, core, signal } = desk;
  let all: readonly NodeLook[];
  let first: Listing<PodLook>;
  try {
    all = await listNodes(core);
    first = await listPods(desk);
  } catch (error) {
    const fault = refusalOf(error, connection.server, 'list nodes, or pods of this namespace');
    return { ok: false, fault: explainRefusal(fault, connection) };
  }
  const nodes = all.filter(({ os }) => os === '' || os === 'linux');
  const limit = pLimit(request.parallel);
  const asked = { core, server: connection.server, namespace: request.namespace, signal };
  const round = new Round(
    nodes,
    (node, pod) => limit(() => readLog({ ...asked, node, pod }, receiver)),
    (settled, of) => receiver.progress(settled, of),
  );
  await follow(desk, round, first);
  await round.end();
  if (!round.hasSeenPods && nodes.length > 0 && !stop.aborted) return { ok: false, fault: noPods(request) };
  if (!stop.aborted) round.dropAll(`not within ${request.totalMs / 1000} s`);
  await handOn(desk, round.lost, receiver, stop);
  const others = all.length - nodes.length;
  return { ok: true, server: connection.server, nodes, others, unasked: round.waiting };
}

/** Nothing is told of the nodes then: what was collected of them before is worth more. */
function noPods({ namespace }: CollectRequest): ClusterFault {
  const detail = `namespace ${namespace} has no pod with the label ${labelSelector}: the DaemonSet is not there`;
  return { code: 'bad-answer', detail };
}

/** Keeps the round informed of the pods until all is settled or the time is over. */
async function follow(desk: Desk, round: Round, first: Listing<PodLook>): Promise<void> {
  const { request, connection, agent, endsAt, signal } = desk;
  const over = AbortSignal.any([signal, round.finished]);
  const { namespace, graceMs } = request;
  const timer = setInterval(() => round.dropPodless(graceMs), Math.min(1000, graceMs / 4));
  let listing: Listing<PodLook> | undefined = first;
  let pause = shortestPauseMs;
  while (!over.aborted) {
    const began = performance.now();
    if (listing !== undefined) {
      round.replace(listing.items);
      const seconds = Math.ceil(Math.max(1000, endsAt - began) / 1000);
      const watched = { namespace, labelSelector, resourceVersion: listing.resourceVersion, seconds };
      await watchPods(connection, watched, agent, over, ({ type, pod }) =>
        round.change(type, lookAtPod(pod, factsContainer)),
      );
    }
    const lasted = performance.now() - began;
    pause = lasted > longestPauseMs ? shortestPauseMs : Math.min(2 * pause, longestPauseMs);
    await wait(pause, undefined, { signal: over }).catch(() => undefined);
    if (!over.aborted) listing = await listPods(desk).catch(() => undefined);
  }
  clearInterval(timer);
}

/** Nodes that are not there any more are told as such. */
async function handOn(
  { connection, agent, request }: Desk,
  lost: readonly Lost[],
  receiver: Receiver,
  stop: AbortSignal,
): Promise<void> {
  const isAsked = lost.some(({ missed }) => missed.status === 'unreachable');
  const ms = Math.min(request.callMs, longestPauseMs);
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ms)]);
  const endsAt = performance.now() + ms;
  const core = coreOf(connection, createPatientTransport(connection, { signal, callMs: ms, endsAt, agent }));
  const still = isAsked ? await listNodes(core).catch(() => undefined) : undefined;
  const names = still && new Set(still.map(({ name }) => name));
  for (const { node, missed } of lost) {
    const hasLeft = missed.status === 'unreachable' && names !== undefined && !names.has(node.name);
    await receiver.miss(
      node,
      hasLeft ? { status: 'unreachable', why: 'the node left the cluster meanwhile' } : missed,
    );
  }
}

function coreOf({ server }: Connection, transport: Transport): CoreV1Api {
  const baseServer = new ServerConfiguration(server, {});
  return new CoreV1Api(createConfiguration({ baseServer, httpApi: wrapHttpLibrary(transport) }));
}

async function listNodes(core: CoreV1Api): Promise<readonly NodeLook[]> {
  const { items } = await listPages(
    (token) => core.listNode({ limit: nodesAtOnce, ...(token === undefined ? {} : { _continue: token }) }),
    lookAtNode,
  );
  return items;
}

function listPods({ core, request: { namespace } }: Desk): Promise<Listing<PodLook>> {
  return listPages(
    (token) =>
      core.listNamespacedPod({
        namespace,
        labelSelector,
        limit: podsAtOnce,
        ...(token === undefined ? {} : { _continue: token }),
      }),
    (pod) => lookAtPod(pod, factsContainer),
  );
}
