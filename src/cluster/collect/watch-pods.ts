import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import type { Connection } from '../connection.ts';
import { memberOf, textOf } from './members.ts';

export interface WatchedPods {
  readonly namespace: string;
  readonly labelSelector: string;
  readonly resourceVersion: string;
  /** After so long the server ends the watch by itself. */
  readonly seconds: number;
}

export interface PodEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly pod: unknown;
}

/** Of one event; etcd keeps no object beyond 1.5 MiB. */
const maxLineBytes = 4 * 1024 * 1024;
/** Between two events, bookmarks included, which come once a minute. */
const silenceMs = 90_000;

/**
 * Tells of each change of the pods until the server ends the watch, something goes wrong, or `signal` comes: whoever
 * watches lists anew then, as after 410 Gone. client-node gives no stream, so that the request is written here.
 */
export async function watchPods(
  { server, headers }: Connection,
  watched: WatchedPods,
  agent: Agent,
  signal: AbortSignal,
  onEvent: (event: PodEvent) => void,
): Promise<void> {
  const url = new URL(`${server}/api/v1/namespaces/${encodeURIComponent(watched.namespace)}/pods`);
  const query = {
    watch: 'true',
    allowWatchBookmarks: 'true',
    labelSelector: watched.labelSelector,
    resourceVersion: watched.resourceVersion,
    timeoutSeconds: String(watched.seconds),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  try {
    const response = await answerTo(url, { Accept: 'application/json', ...headers }, agent, signal);
    for await (const line of linesOf(response)) {
      const event = eventOf(line);
      if (event === 'gone') break;
      if (event !== undefined) onEvent(event);
    }
    response.destroy();
  } catch {
    // Why it ended is told by the list that follows, if it is more than the end of a watch.
  }
}

function answerTo(
  url: URL,
  headers: Record<string, string>,
  agent: Agent,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(url, { method: 'GET', agent, headers, signal, timeout: silenceMs }, (response) => {
    if (response.statusCode === 200) {
      resolve(response);
      return;
    }
    response.destroy();
    reject(new Error(`status ${response.statusCode ?? 0}`));
  });
  sent.on('timeout', () => sent.destroy(new Error('silence')));
  sent.on('error', reject);
  sent.end();
  return promise;
}

async function* linesOf(response: AsyncIterable<unknown>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    let rest = chunk;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8');
      parts = [];
      size = 0;
      rest = rest.subarray(end + 1);
    }
    size += rest.length;
    if (size > maxLineBytes) throw new Error('an event without end');
    if (rest.length > 0) parts.push(rest);
  }
}

/** `gone`: the server has forgotten what follows (410), or speaks of an error. */
function eventOf(line: string): PodEvent | 'gone' | undefined {
  if (line.trim() === '') return undefined;
  const event: unknown = JSON.parse(line);
  const type = textOf(event, 'type');
  if (type === 'ERROR') return 'gone';
  if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') return undefined;
  return { type, pod: memberOf(event, 'object') };
}
