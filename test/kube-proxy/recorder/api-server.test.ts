import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from './api-server.ts';

describe('startApi', () => {
  let api: Server;
  let base = '';
  beforeAll(async () => {
    api = await startApi('127.0.0.1', 0);
    const address = api.address();
    base = typeof address === 'object' ? `http://127.0.0.1:${address?.port ?? 0}` : '';
  });
  afterAll(() => {
    api.closeAllConnections();
    api.close();
  });

  async function namesIn(path: string): Promise<readonly string[]> {
    const answer = await fetch(base + path);
    const { items }: { items: { metadata: { name: string } }[] } = JSON.parse(await answer.text());
    return items.map(({ metadata }) => metadata.name);
  }

  it('lists Services of every kind', async () => {
    const names = await namesIn('/api/v1/services?limit=500&resourceVersion=0');
    expect(names).toEqual(expect.arrayContaining(['one', 'none', 'outer-local', 'ranges', 'sticky', 'sctp']));
  });

  it('leaves out what a selector leaves out', async () => {
    const path = '/apis/discovery.k8s.io/v1/endpointslices';
    const all = await namesIn(path);
    const some = await namesIn(
      `${path}?labelSelector=${encodeURIComponent('!service.kubernetes.io/headless')}`,
    );
    expect(all.filter((name) => !some.includes(name))).toEqual(['headless-ipv4', 'headless-ipv6']);
    expect(await namesIn('/api/v1/nodes?fieldSelector=metadata.name%3Dnode-b')).toEqual([]);
  });

  it('gives the Node by name, and 404 for what is not there', async () => {
    const node: { kind: string } = JSON.parse(await (await fetch(`${base}/api/v1/nodes/node-a`)).text());
    expect(node.kind).toBe('Node');
    expect((await fetch(`${base}/api/v1/nodes/node-b`)).status).toBe(404);
    expect((await fetch(`${base}/api/v1/secrets`)).status).toBe(404);
  });

  it('ends a list by way of a watch with its mark, and stays open', async () => {
    const path = '/api/v1/nodes?watch=true&sendInitialEvents=true&allowWatchBookmarks=true';
    const { body } = await fetch(base + path);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('initial-events-end')) {
      // The next piece can only be asked for when this one has come.
      // eslint-disable-next-line no-await-in-loop
      const piece = await reader?.read();
      if (piece === undefined || piece.done) break;
      text += piece.value;
    }
    const types = text
      .trim()
      .split('\n')
      .map((line) => /"type":"(\w+)"/u.exec(line)?.[1]);
    expect(types).toEqual(['ADDED', 'BOOKMARK']);
    await reader?.cancel();
  });
});
