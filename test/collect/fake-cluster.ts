import type { ServerResponse } from 'node:http';
import { documentText, identity } from '../builders/facts-document.ts';
import { sendStatus } from '../fakes/fake-api-server.ts';

/** What the API server does when it is asked for the log of a pod. */
export type LogAnswer =
  | { readonly text: string }
  | { readonly json: string }
  | { readonly status: number; readonly retryAfter?: string; readonly message?: string }
  | 'stall'
  | 'half'
  | 'endless';

export interface FakeNode {
  readonly name: string;
  readonly ready?: 'True' | 'False' | 'Unknown';
  readonly os?: string;
  readonly machineId?: string;
}

export interface FakePod {
  readonly name: string;
  readonly node: string;
  readonly uid?: string;
  /** Of the container `facts`. Default: it ended well. */
  readonly facts?: object;
  /** Of the pod, in place of the above. */
  readonly status?: object;
  readonly isLeaving?: boolean;
  readonly created?: string;
}

export const startedAt = '2026-11-20T14:03:05Z';
export const finishedAt = '2026-11-20T14:03:06Z';
export const ended = { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt } };

/** Facts as the pod of a node prints them. */
export function factsOfNode(name: string): string {
  return documentText({ identity: { ...identity, hostName: name, machineId: machineIdOf(name) } });
}

export function machineIdOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(32, '0').slice(-32);
}

/** Nodes, pods and their logs, as a kube-apiserver tells of them. */
export class FakeCluster {
  nodes: FakeNode[] = [];
  /** By uid. */
  readonly pods = new Map<string, FakePod>();
  readonly logs = new Map<string, LogAnswer | readonly LogAnswer[]>();
  /** Status in place of lists, of watches. */
  listStatus: { status: number; retryAfter?: string } | undefined;
  /** Answers to the first watches, before those that work. */
  readonly watchAnswers: (410 | 'gone-event' | 403)[] = [];
  /** Called before the log of a pod is answered. */
  onLog: (pod: string) => void = () => undefined;
  /** How long a log takes. Milliseconds. */
  logMs = 0;
  /** Pages of this size at most, whatever the client asks for. */
  pageSize = 1000;
  /** A list that goes stale once after its first page. */
  isStaleOnce = false;

  readonly asked: string[] = [];
  readonly urls: URL[] = [];
  mostAtOnce = 0;
  #atOnce = 0;
  #version = 100;
  readonly #watchers = new Set<ServerResponse>();

  /** A node with a pod that has printed its facts. */
  add(name: string, pod: Partial<FakePod> = {}): void {
    this.nodes.push({ name, machineId: machineIdOf(name) });
    this.put({ name: `facts-${name}`, node: name, ...pod });
    this.logs.set(`facts-${name}`, { text: `${factsOfNode(name)}\n` });
  }

  put(pod: FakePod): void {
    const uid = pod.uid ?? pod.name;
    const type = this.pods.has(uid) ? 'MODIFIED' : 'ADDED';
    this.pods.set(uid, pod);
    this.#tell(type, podObject(pod, ++this.#version));
  }

  remove(uid: string): void {
    const pod = this.pods.get(uid);
    if (pod === undefined) return;
    this.pods.delete(uid);
    this.#tell('DELETED', podObject(pod, ++this.#version));
  }

  handle(url: URL, response: ServerResponse): boolean {
    this.urls.push(url);
    if (url.pathname.endsWith('/log')) return this.#log(url, response);
    if (url.searchParams.get('watch') === 'true') return this.#watch(url, response);
    if (this.listStatus !== undefined) return refuse(response, this.listStatus);
    const isNodes = url.pathname === '/api/v1/nodes';
    const items = isNodes
      ? this.nodes.map(nodeObject)
      : [...this.pods.values()].map((pod) => podObject(pod, this.#version));
    return this.#page(isNodes ? 'NodeList' : 'PodList', items, url, response);
  }

  #page(kind: string, items: readonly object[], url: URL, response: ServerResponse): boolean {
    const from = Number(url.searchParams.get('continue') ?? '0');
    if (from > 0 && this.isStaleOnce) {
      this.isStaleOnce = false;
      return refuse(response, { status: 410 });
    }
    const size = Math.min(Number(url.searchParams.get('limit') ?? '1000'), this.pageSize);
    const next = from + size < items.length ? { continue: String(from + size) } : {};
    const metadata = { resourceVersion: String(this.#version), ...next };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ kind, apiVersion: 'v1', metadata, items: items.slice(from, from + size) }));
    return true;
  }

  #watch(url: URL, response: ServerResponse): boolean {
    const answer = this.watchAnswers.shift();
    if (answer === 403 || answer === 410) return refuse(response, { status: answer });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
    if (answer === 'gone-event') {
      const object = { kind: 'Status', status: 'Failure', reason: 'Expired', code: 410 };
      response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return true;
    }
    const metadata = { resourceVersion: url.searchParams.get('resourceVersion') };
    response.write(`${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Pod', metadata } })}\n`);
    this.#watchers.add(response);
    response.on('close', () => this.#watchers.delete(response));
    return true;
  }

  #tell(type: string, object: object): void {
    // In two pieces, as a network would.
    const text = `${JSON.stringify({ type, object })}\n`;
    for (const watcher of this.#watchers) {
      watcher.write(text.slice(0, 20));
      watcher.write(text.slice(20));
    }
  }

  #log(url: URL, response: ServerResponse): boolean {
    const pod = url.pathname.split('/').at(-2) ?? '';
    this.asked.push(pod);
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    response.on('close', () => (this.#atOnce -= 1));
    setTimeout(() => {
      this.onLog(pod);
      const given = this.logs.get(pod);
      const answer = Array.isArray(given) ? this.#next(pod, given) : given;
      const isThere = [...this.pods.values()].some(({ name }) => name === pod);
      sendLog(response, isThere ? answer : undefined, Number(url.searchParams.get('limitBytes')));
    }, this.logMs);
    return true;
  }

  #next(pod: string, answers: readonly LogAnswer[]): LogAnswer | undefined {
    const [first, ...rest] = answers;
    if (rest.length > 0) this.logs.set(pod, rest);
    return first;
  }
}

function sendLog(response: ServerResponse, answer: unknown, limitBytes: number): void {
  if (answer === 'stall') return;
  response.on('error', () => undefined);
  if (answer === 'half') {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': '100000' });
    response.write('{"asked"');
    setTimeout(() => response.socket?.destroy(), 10);
    return;
  }
  if (answer === 'endless') {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    const pump = (): void => {
      if (!response.destroyed) response.write(Buffer.alloc(1024 * 1024, 0x78), () => setImmediate(pump));
    };
    pump();
    return;
  }
  if (isText(answer)) {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.end(Buffer.from(answer.text).subarray(0, limitBytes));
    return;
  }
  if (isJson(answer)) {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(answer.json);
    return;
  }
  refuse(response, isStatus(answer) ? answer : { status: 404 });
}

function isText(answer: unknown): answer is { text: string } {
  return typeof answer === 'object' && answer !== null && 'text' in answer;
}

function isJson(answer: unknown): answer is { json: string } {
  return typeof answer === 'object' && answer !== null && 'json' in answer;
}

function isStatus(answer: unknown): answer is { status: number; retryAfter?: string; message?: string } {
  return typeof answer === 'object' && answer !== null && 'status' in answer;
}

function refuse(
  response: ServerResponse,
  { status, retryAfter, message }: { status: number; retryAfter?: string; message?: string },
): true {
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  sendStatus(response, status, message ?? `status ${status}`);
  return true;
}

function nodeObject({ name, ready = 'True', os = 'linux', machineId = '' }: FakeNode): object {
  const conditions = [
    {
      type: 'Ready',
      status: ready,
      reason: ready === 'Unknown' ? 'NodeStatusUnknown' : 'KubeletReady',
      message: ready === 'Unknown' ? 'Kubelet stopped posting node status.' : '',
    },
  ];
  const nodeInfo = { operatingSystem: os, machineID: machineId, systemUUID: '' };
  return {
    metadata: { name, uid: name, creationTimestamp: '2026-11-01T08:00:00Z' },
    status: { conditions, nodeInfo, addresses: [{ type: 'Hostname', address: name }] },
  };
}

function podObject(pod: FakePod, version: number): object {
  const { name, node, uid = name, facts = ended, created = '2026-11-20T14:03:00Z' } = pod;
  const metadata = {
    name,
    uid,
    namespace: 'kube-preflight',
    resourceVersion: String(version),
    creationTimestamp: created,
    ...(pod.isLeaving === true ? { deletionTimestamp: '2026-11-20T14:10:00Z' } : {}),
  };
  const status = pod.status ?? {
    phase: facts === ended ? 'Running' : 'Pending',
    initContainerStatuses: [{ name: 'facts', state: facts }],
    containerStatuses: [{ name: 'wait', state: { running: { startedAt: finishedAt } } }],
  };
  return { kind: 'Pod', apiVersion: 'v1', metadata, spec: { nodeName: node }, status };
}
