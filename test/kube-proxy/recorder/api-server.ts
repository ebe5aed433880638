import { createServer, type Server, type ServerResponse } from 'node:http';
import { type ApiObject, lists } from './cluster.ts';

/**
 * As much of an API server as kube-proxy asks for: the version, lists and watches that never change, the Node by name,
 * and a place for events. It speaks JSON only (clientConnection.contentType says so to kube-proxy).
 */
export async function startApi(host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://api');
    request.resume();
    if (request.method === 'POST') sendJson(response, 201, { metadata: { name: 'event' } });
    else answer(url, response);
  });
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject);
  server.listen(port, host, () => resolve(undefined));
  await promise;
  return server;
}

function answer(url: URL, response: ServerResponse): void {
  if (url.pathname === '/version') {
    sendJson(response, 200, { major: '1', minor: '36', gitVersion: 'v1.36.0', platform: 'linux/amd64' });
    return;
  }
  const list = lists[url.pathname];
  if (list === undefined) return answerOne(url.pathname, response);
  const items = list.items
    .filter((item) => isSelected(item, url.searchParams))
    .map((item) => ({ apiVersion: list.apiVersion, kind: list.kind, ...item }));
  if (!['1', 'true'].includes(url.searchParams.get('watch') ?? '')) {
    const metadata = { resourceVersion: '1' };
    sendJson(response, 200, { apiVersion: list.apiVersion, kind: `${list.kind}List`, metadata, items });
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  // A list by way of a watch: what is there, and a mark of its end. Any other watch has nothing to tell, and stays open.
  if (url.searchParams.get('sendInitialEvents') !== 'true') return;
  for (const object of items) response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
  const metadata = { resourceVersion: '1', annotations: { 'k8s.io/initial-events-end': 'true' } };
  const object = { apiVersion: list.apiVersion, kind: list.kind, metadata };
  response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
}

/** `!label` and `metadata.name=`: the selectors that kube-proxy uses. */
function isSelected({ metadata }: ApiObject, query: URLSearchParams): boolean {
  const absent = (query.get('labelSelector') ?? '').split(',').filter((term) => term.startsWith('!'));
  const name = /^metadata\.name=(.+)$/u.exec(query.get('fieldSelector') ?? '')?.[1];
  if (absent.some((term) => term.slice(1) in metadata.labels)) return false;
  return name === undefined || name === metadata.name;
}

function answerOne(path: string, response: ServerResponse): void {
  const [, parent = '', name = ''] = /^(.*)\/([^/]+)$/u.exec(path) ?? [];
  const list = lists[parent];
  const item = list?.items.find(({ metadata }) => metadata.name === name);
  if (list === undefined || item === undefined) {
    const status = { apiVersion: 'v1', kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 };
    sendJson(response, 404, status);
    return;
  }
  sendJson(response, 200, { apiVersion: list.apiVersion, kind: list.kind, ...item });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
