import type { ClusterFault } from '../config/cluster-io.ts';
import type { Collected, CollectRequest, Missed, Receiver } from '../cluster/collect/collection.ts';
import { goDurationMs } from '../config/go-duration.ts';
import { exitCodes } from '../engine/exit-code.ts';
import { factsInLog } from '../fleet/collect/facts-in-log.ts';
import { missedLine } from '../fleet/collect/missed-line.ts';
import { isNodeName, nodeFile } from '../fleet/collect/node-file.ts';
import { escapeLine } from '../report/escape.ts';
import { type CollectStore, directoryStore, streamStore } from './collect-store.ts';
import type { Context, Sink } from './context.ts';
import { UserError } from './errors.ts';
import type { FlagValues } from './flag.ts';

/** What came of the nodes, for the summary. */
interface Tally {
  taken: number;
  held: number;
  readonly missed: { readonly name: string; readonly missed: Missed }[];
}

const callMs = 15_000;
/** The DaemonSet controller makes pods within seconds. */
const graceMs = 15_000;

/** Collects the facts that the pods of a cluster printed. @returns the exit code */
export async function collectNodes(flags: FlagValues, context: Context): Promise<number> {
  const request = requestOf(flags);
  const to = flags.text('output-dir') ?? 'kube-preflight/nodes';
  const store = to === '-' ? streamStore(context.stdout) : directoryStore(to, flags.yes('refresh'));
  const tally: Tally = { taken: 0, held: 0, missed: [] };
  const host = await (context.desk?.() ?? context.host());
  const line = progressLine(context.stderr);
  const { collectLogs } = await import('../cluster/cluster-reader.ts');
  const end = await collectLogs(request, receiverOf(store, tally, line.show), host, context.signal).finally(
    line.clear,
  );
  if (!end.ok) return refuse(end.fault, context);
  context.stderr.write(await summaryOf(end, tally, store));
  return tally.missed.length + end.unasked > 0 ? exitCodes.failure : exitCodes.ready;
}

function requestOf(flags: FlagValues): CollectRequest {
  const kubeconfig = flags.text('kubeconfig');
  if (kubeconfig === undefined) {
    const hint = 'that of somebody who has the role in kubernetes/common/collector-role.yaml';
    throw new UserError('fleet collect wants --kubeconfig FILE', exitCodes.usage, hint);
  }
  const namespace = flags.text('namespace') ?? 'kube-preflight';
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(namespace)) {
    throw new UserError(
      `--namespace is no name of a namespace: ${JSON.stringify(namespace)}`,
      exitCodes.usage,
    );
  }
  const allowExec = flags.yes('allow-exec-credentials');
  const totalMs = timeoutOf(flags.text('timeout') ?? '2m');
  const parallel = parallelOf(flags.text('parallel') ?? '8');
  return { kubeconfig, allowExec, namespace, parallel, totalMs, callMs, graceMs: Math.min(graceMs, totalMs) };
}

const longestMs = 24 * 3600 * 1000;

/** `10m`, or plain seconds. */
function timeoutOf(written: string): number {
  const ms = goDurationMs(/^\d+$/u.test(written) ? `${written}s` : written);
  if (ms !== undefined && ms > 0 && ms <= longestMs) return ms;
  throw new UserError(
    `--timeout is no duration up to 24h: ${JSON.stringify(written)}; 10m is`,
    exitCodes.usage,
  );
}

function parallelOf(written: string): number {
  const count = /^\d{1,2}$/u.test(written) ? Number(written) : 0;
  if (count >= 1 && count <= 64) return count;
  throw new UserError(`--parallel is no number from 1 to 64: ${JSON.stringify(written)}`, exitCodes.usage);
}

function receiverOf(store: CollectStore, tally: Tally, progress: Receiver['progress']): Receiver {
  return {
    async holds({ name }, run) {
      if (!isNodeName(name) || !(await store.holds(name, run))) return false;
      tally.held += 1;
      return true;
    },
    take(node, log) {
      if (!isNodeName(node.name)) return Promise.resolve('its name is none that a node can have');
      const found = factsInLog(log.text, log.isCut, node);
      if (!found.ok) return Promise.resolve(found.why);
      store.put(node.name, found.line);
      tally.taken += 1;
      return Promise.resolve(undefined);
    },
    miss({ name }, missed) {
      tally.missed.push({ name, missed });
      if (isNodeName(name)) store.put(name, missedLine(name, missed, new Date()));
      return Promise.resolve();
    },
    progress,
  };
}

/** On a terminal alone, and not more often than it can be read. */
function progressLine(stderr: Sink): { show: (settled: number, nodes: number) => void; clear: () => void } {
  let shownAt = 0;
  return {
    show(settled, nodes) {
      const now = performance.now();
      if (!stderr.isTTY || (now - shownAt < 100 && settled < nodes)) return;
      shownAt = now;
      stderr.write(`\r\u001B[K${settled} of ${nodes} nodes`);
    },
    clear: () => {
      if (stderr.isTTY && shownAt > 0) stderr.write('\r\u001B[K');
    },
  };
}

const mostNamed = 20;

async function summaryOf(
  { nodes, others, unasked }: Collected,
  tally: Tally,
  store: CollectStore,
): Promise<string> {
  const files = new Set(nodes.map(({ name }) => nodeFile(name)));
  const strangers = (await store.names()).filter((file) => !files.has(file)).length;
  const { taken, held, missed } = tally;
  const rest = missed.length - mostNamed;
  const lines = [
    `${taken + held} of ${nodes.length} nodes in ${store.place}${held === 0 ? '' : `, ${held} of them since an earlier run`}`,
    ...missed.slice(0, mostNamed).map(({ name, missed: { status, why } }) => `${name}: ${status}: ${why}`),
    ...(rest > 0 ? [`and ${counted(rest, 'more node')} without facts`] : []),
    ...(unasked > 0
      ? [`stopped by a signal: ${counted(unasked, 'node')} not asked; run it again for the rest`]
      : []),
    ...(others > 0 ? [`left out, as they do not run Linux: ${counted(others, 'node')}`] : []),
    ...(strangers > 0
      ? [`of no node that this cluster has: ${counted(strangers, 'file')} in ${store.place}`]
      : []),
  ];
  return lines.map((line) => `${escapeLine(line)}\n`).join('');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const ofKubeconfig = new Set<ClusterFault['code']>([
  'no-kubeconfig',
  'bad-kubeconfig',
  'unsupported',
  'exec-refused',
  'exec-failed',
]);

/** The cluster could not be asked: nothing was written. */
function refuse({ code, detail }: ClusterFault, { stderr, signal }: Context): number {
  if (signal.aborted) return exitCodes.failure;
  stderr.write(`error: ${escapeLine(detail)}\n`);
  return ofKubeconfig.has(code) ? exitCodes.configuration : exitCodes.failure;
}
