import type { CoreV1Api } from '@kubernetes/client-node';
import { refusalOf, statusOf } from './api-refusal.ts';
import type { Receiver } from './collection.ts';
import type { NodeLook } from './node-look.ts';
import type { PodLook } from './pod-look.ts';
import type { Read } from './round.ts';

/** As kubernetes/daemonset and kubernetes/job name it. */
export const factsContainer = 'facts';

/** A document is at most 256 KiB; some lines of warnings may stand beside it. */
const limitBytes = 512 * 1024;

interface Asked {
  readonly node: NodeLook;
  readonly pod: PodLook;
  readonly core: CoreV1Api;
  readonly server: string;
  readonly namespace: string;
  /** The time for everything is over, or the run was stopped. */
  readonly signal: AbortSignal;
}

/** Reads the log of one pod, unless its facts are there already, and hands it on. */
export async function readLog(asked: Asked, receiver: Receiver): Promise<Read> {
  const { node, pod, signal } = asked;
  if (signal.aborted) return { kind: 'unasked' };
  if (await receiver.holds(node, pod.run)) return { kind: 'settled' };
  const log = await textOf(asked);
  if (typeof log !== 'string') return log;
  const isCut = Buffer.byteLength(log) >= limitBytes;
  const why = await receiver.take(node, { text: log, isCut });
  if (why === undefined) return { kind: 'settled' };
  return { kind: 'missed', missed: { status: 'failed', why: `pod ${pod.name}: ${why}` } };
}

async function textOf({ pod, core, server, namespace, signal }: Asked): Promise<string | Read> {
  try {
    // client-node parses what is sent as JSON, whatever its types say.
    const text: unknown = await core.readNamespacedPodLog({
      name: pod.name,
      namespace,
      container: factsContainer,
      limitBytes,
    });
    if (typeof text === 'string') return text;
    const why = `pod ${pod.name}: its log is no text: the server sent JSON`;
    return { kind: 'missed', missed: { status: 'failed', why } };
  } catch (error) {
    if (signal.aborted) return { kind: 'unasked' };
    const status = statusOf(error);
    if (status === 404) return { kind: 'gone' };
    const { detail } = refusalOf(error, server, 'get pods/log');
    // With 403 the API server itself refuses; the node was not asked.
    const missed = {
      status: status === 403 ? 'failed' : 'unreachable',
      why: `its log cannot be read: ${detail}`,
    } as const;
    return { kind: 'missed', missed };
  }
}
