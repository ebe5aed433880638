import { Agent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestContext, ResponseContext } from '@kubernetes/client-node';
import type { Connection } from '../connection.ts';
import { ClusterError } from '../fault.ts';
import { type Answer, contextOf, get, retryAfter, type Transport } from '../transport.ts';

/** A page of a list: some nodes tell of hundreds of images. */
const maxListBytes = 16 * 1024 * 1024;
/** A server that does not know limitBytes; many logs are read at once. */
const maxLogBytes = 1024 * 1024;
/** Between tries that the server lets come at once. */
const longestPauseMs = 1000;
const resetCodes = new Set(['ECONNRESET', 'EPIPE']);

export interface Patience {
  /** Aborted when the time for everything is over, or the run is stopped. */
  readonly signal: AbortSignal;
  /** Milliseconds for one try. */
  readonly callMs: number;
  /** When the time for everything is over, by performance.now(). */
  readonly endsAt: number;
  readonly agent: Agent;
}

export function agentOf({ tls }: Connection, sockets: number): Agent {
  return new Agent({ ...tls, keepAlive: true, maxSockets: sockets });
}

/**
 * As the transport of the cluster reader, but for many requests over minutes: a server that asks for patience
 * gets it as long as there is time, and a connection that was cut off is made anew.
 */
export function createPatientTransport({ headers }: Connection, patience: Patience): Transport {
  return {
    async send(context: RequestContext): Promise<ResponseContext> {
      if (context.getHttpMethod() !== 'GET') throw new Error('this program changes nothing in a cluster');
      const url = new URL(context.getUrl());
      const sent = { ...context.getHeaders(), ...headers };
      for (let tries = 1; ; tries += 1) {
        const answer = await once(url, sent, patience, tries);
        const delay = answer === undefined ? 100 * tries : delayOf(answer, tries);
        if (answer !== undefined && delay === undefined) return contextOf(answer);
        await pause(delay ?? 0, `${url.origin} asks`, answer?.status, patience);
      }
    },
    close: () => patience.agent.destroy(),
  };
}

/** undefined: the connection was cut off, and may be made anew. */
async function once(
  url: URL,
  headers: Record<string, string>,
  { agent, signal, callMs }: Patience,
  tries: number,
): Promise<Answer | undefined> {
  try {
    const call = AbortSignal.any([signal, AbortSignal.timeout(callMs)]);
    const maxBytes = url.pathname.endsWith('/log') ? maxLogBytes : maxListBytes;
    return await get(url, headers, agent, call, maxBytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (tries < 3 && resetCodes.has(code) && !signal.aborted) return undefined;
    throw error;
  }
}

function delayOf(answer: Answer, tries: number): number | undefined {
  const asked = retryAfter(answer);
  return asked === undefined ? undefined : Math.max(asked, Math.min(100 * 2 ** tries, longestPauseMs));
}

async function pause(
  ms: number,
  who: string,
  status: number | undefined,
  { endsAt, signal }: Patience,
): Promise<void> {
  if (performance.now() + ms < endsAt) {
    await wait(ms, undefined, { signal });
    return;
  }
  throw new ClusterError(
    'busy',
    `${who} to come back in ${ms / 1000} s${status === undefined ? '' : ` (${status})`}, which is too late`,
  );
}
