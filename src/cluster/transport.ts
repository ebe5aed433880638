import { Agent, request } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { type PromiseHttpLibrary, type RequestContext, ResponseContext } from '@kubernetes/client-node';
import type { Connection } from './connection.ts';
import { ClusterError } from './fault.ts';

/** etcd keeps no object beyond 1.5 MiB; lists are asked for in few items. */
const maxBodyBytes = 4 * 1024 * 1024;
const maxTries = 3;

export interface Limits {
  /** Aborted when the time for everything is over, or the run is stopped. */
  readonly signal: AbortSignal;
  readonly callMs: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

/** Closes its connections by `close`. */
export interface Transport extends PromiseHttpLibrary {
  close(): void;
}

/**
 * How client-node's requests go out: GET alone, no redirects, bounded in time and size, and tried
 * again when the server asks for patience (429 and 503 with Retry-After), as client-go does.
 */
export function createTransport({ tls, headers }: Connection, limits: Limits): Transport {
  const agent = new Agent({ ...tls, keepAlive: true, maxSockets: 4 });
  return {
    async send(context: RequestContext): Promise<ResponseContext> {
      if (context.getHttpMethod() !== 'GET') throw new Error('this program changes nothing in a cluster');
      const url = new URL(context.getUrl());
      const sent = { ...context.getHeaders(), ...headers };
      const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.callMs)]);
      for (let tries = 1; ; tries += 1) {
        const answer = await get(url, sent, agent, signal);
        const delay = tries < maxTries ? retryAfter(answer) : undefined;
        if (delay === undefined) return contextOf(answer);
        if (delay >= limits.callMs) throw tooBusy(url, delay, answer.status);
        await wait(delay, undefined, { signal });
      }
    },
    close: () => agent.destroy(),
  };
}

/** One GET; more than `maxBytes` is an error. */
export function get(
  url: URL,
  headers: Record<string, string>,
  agent: Agent,
  signal: AbortSignal,
  maxBytes: number = maxBodyBytes,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = request(url, { method: 'GET', agent, headers, signal }, (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) {
        const most = `${maxBytes / 1024 / 1024} MiB`;
        sent.destroy(
          new ClusterError('bad-answer', `${url.origin} sent more than ${most}, which no object is`),
        );
      }
    });
    // A body that ends before its Content-Length says so is an error here, not an end.
    response.on('error', reject);
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
        ),
        text: Buffer.concat(chunks).toString('utf8'),
      }),
    );
  });
  sent.on('error', reject);
  sent.end();
  return promise;
}

/** Milliseconds that the server asks to wait; undefined when it does not ask. */
export function retryAfter({ status, headers }: Answer): number | undefined {
  const seconds = headers['retry-after'];
  if ((status !== 429 && status !== 503) || seconds === undefined) return undefined;
  return /^\d{1,6}$/u.test(seconds) ? Number(seconds) * 1000 : undefined;
}

function tooBusy(url: URL, ms: number, status: number): ClusterError {
  return new ClusterError('busy', `${url.origin} asks to come back in ${ms / 1000} s (${status})`);
}

export function contextOf({ status, headers, text }: Answer): ResponseContext {
  return new ResponseContext(status, headers, {
    text: () => Promise.resolve(text),
    binary: () => Promise.resolve(Buffer.from(text)),
    stream: () => null,
  });
}
