import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kubeconfigText, temporaryFolder } from '../cluster/cluster-files.ts';
import { type Ca, makeCa } from '../fakes/certificates.ts';
import { type ApiServer, startApiServer } from '../fakes/fake-api-server.ts';
import { realIt } from '../real.ts';
import { collecting } from './collecting.ts';
import { ended, factsOfNode, FakeCluster, type FakePod, type LogAnswer } from './fake-cluster.ts';

const folder = temporaryFolder();
const cas: Ca[] = [];
const servers: ApiServer[] = [];
const needs = ['openssl'];
let cluster = new FakeCluster();

beforeEach(() => {
  cluster = new FakeCluster();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => {
  folder.remove();
  for (const ca of cas) ca.remove();
});

function theCa(): Ca {
  const [first] = cas;
  if (first !== undefined) return first;
  const made = makeCa();
  cas.push(made);
  return made;
}

/** Serves the cluster. @returns a kubeconfig for it */
async function serve(): Promise<string> {
  const server = await startApiServer({
    ca: theCa(),
    tokens: ['s3cret'],
    handle: (url, response) => cluster.handle(url, response),
  });
  servers.push(server);
  return folder.write('kubeconfig', kubeconfigText({ url: server.url, ca: theCa(), token: 's3cret' }));
}

function waiting(reason: string, message = ''): object {
  return { waiting: { reason, message } };
}

async function faultOf(kubeconfig: string): Promise<string> {
  const { end } = await collecting(kubeconfig, { totalMs: 3000 });
  return end.ok ? 'ok' : `${end.fault.code}: ${end.fault.detail}`;
}

describe('collectLogs', () => {
  realIt('reads the log of every node, over pages and nodes of another system', needs, async () => {
    for (const name of ['node-1', 'node-2', 'node-3', 'node-4']) cluster.add(name);
    cluster.nodes.push({ name: 'win-1', os: 'windows' });
    cluster.pageSize = 2;
    cluster.isStaleOnce = true;
    const { end, taken, missed } = await collecting(await serve());
    expect(taken).toEqual(['node-1', 'node-2', 'node-3', 'node-4']);
    expect(missed).toEqual({});
    expect(end).toMatchObject({ ok: true, others: 1, unasked: 0 });
  });

  realIt('asks as a kube-apiserver wants to be asked', needs, async () => {
    cluster.add('node-1', { facts: { running: { startedAt: '2026-11-20T14:03:05Z' } } });
    const kubeconfig = await serve();
    setTimeout(() => cluster.put({ name: 'facts-node-1', node: 'node-1' }), 400);
    expect((await collecting(kubeconfig)).taken).toEqual(['node-1']);
    const asked = cluster.urls.map(({ pathname, search }) => decodeURIComponent(`${pathname}${search}`));
    const pods = '/api/v1/namespaces/kube-preflight/pods';
    expect(asked).toEqual([
      '/api/v1/nodes?limit=50',
      `${pods}?labelSelector=app.kubernetes.io/name=kube-preflight&limit=200`,
      expect.stringMatching(
        /pods\?watch=true&allowWatchBookmarks=true&labelSelector=app\.kubernetes\.io\/name=kube-preflight&resourceVersion=\d+&timeoutSeconds=\d+$/u,
      ),
      `${pods}/facts-node-1/log?container=facts&limitBytes=524288`,
    ]);
  });

  realIt('takes the newest pod of a node whose line is whole', needs, async () => {
    cluster.add('node-1', { name: 'old', created: '2026-11-19T00:00:00Z' });
    cluster.put({ name: 'leaving', node: 'node-1', created: '2026-11-22T00:00:00Z', isLeaving: true });
    cluster.put({ name: 'new', node: 'node-1', created: '2026-11-21T00:00:00Z' });
    cluster.logs.set('new', { text: `warning: x\n${factsOfNode('node-1')}\n` });
    expect((await collecting(await serve())).taken).toEqual(['node-1']);
    expect(cluster.asked).toEqual(['new']);
  });

  realIt(
    'keeps to the bound of logs at once, for 300 nodes',
    needs,
    async () => {
      const names = Array.from({ length: 300 }, (_, index) => `node-${index}`);
      for (const name of names) cluster.add(name);
      cluster.logMs = 15;
      const { taken } = await collecting(await serve(), { parallel: 6, totalMs: 60_000 });
      expect(taken).toEqual(names.toSorted());
      expect(cluster.mostAtOnce).toBe(6);
    },
    60_000,
  );
});

describe('collectLogs waits', () => {
  realIt('for a pod that comes later, and for one that still looks', needs, async () => {
    cluster.add('node-1', { facts: { waiting: { reason: 'PodInitializing' } } });
    cluster.nodes.push({ name: 'node-2' });
    const kubeconfig = await serve();
    cluster.logs.set('late', { text: factsOfNode('node-2') });
    setTimeout(() => {
      cluster.put({ name: 'facts-node-1', node: 'node-1', facts: ended });
      cluster.put({ name: 'late', node: 'node-2' });
    }, 300);
    const { taken } = await collecting(kubeconfig, { graceMs: 3000 });
    expect(taken).toEqual(['node-1', 'node-2']);
  });

  realIt('again after 410 Gone, as status and as event, and without a right to watch', needs, async () => {
    cluster.add('node-1', { facts: { waiting: { reason: 'PodInitializing' } } });
    cluster.watchAnswers.push(410, 'gone-event', 403);
    const kubeconfig = await serve();
    setTimeout(() => cluster.put({ name: 'facts-node-1', node: 'node-1' }), 500);
    expect((await collecting(kubeconfig, { totalMs: 20_000 })).taken).toEqual(['node-1']);
  });

  realIt('no longer than it may, and says for what', needs, async () => {
    cluster.add('node-1', { facts: { running: {} } });
    cluster.add('node-2');
    const began = performance.now();
    const { taken, missed } = await collecting(await serve(), { totalMs: 700 });
    expect(performance.now() - began).toBeLessThan(4000);
    expect(taken).toEqual(['node-2']);
    expect(missed).toEqual({
      'node-1': {
        status: 'unreachable',
        why: 'pod facts-node-1: container facts still runs; not within 0.7 s',
      },
    });
  });

  realIt(
    'no more once it is stopped, and holds nothing against nodes that it did not ask',
    needs,
    async () => {
      cluster.add('node-1', { facts: { running: {} } });
      cluster.add('node-2');
      cluster.logs.set('facts-node-2', 'stall');
      const stop = new AbortController();
      cluster.onLog = () => stop.abort();
      const { end, missed } = await collecting(await serve(), {}, stop.signal);
      expect(end).toMatchObject({ ok: true, unasked: 2 });
      expect(missed).toEqual({});
    },
  );
});

describe('collectLogs tells of a node', () => {
  it.each<[string, Partial<FakePod>, string, string]>([
    [
      'whose image does not come',
      { facts: waiting('ImagePullBackOff', 'no such image') },
      'failed',
      'pod facts-bad: container facts does not start: ImagePullBackOff: no such image',
    ],
    [
      'whose container was killed',
      { facts: { terminated: { exitCode: 137, reason: 'OOMKilled' } } },
      'failed',
      'pod facts-bad: container facts ended with 137 (OOMKilled)',
    ],
    [
      'whose pod is not scheduled',
      {
        status: {
          phase: 'Pending',
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'Too many pods' },
          ],
        },
      },
      'unreachable',
      'pod facts-bad: it is not scheduled: Unschedulable: Too many pods; not within 1.5 s',
    ],
    [
      'whose pod was evicted',
      { status: { phase: 'Failed', reason: 'Evicted', message: 'low on memory' } },
      'failed',
      'pod facts-bad: it failed: Evicted: low on memory',
    ],
  ])('%s', async (_, pod, status, why) => {
    cluster.add('good');
    cluster.add('bad', pod);
    const { taken, missed } = await collecting(await serve(), { totalMs: 1500 });
    expect(taken).toEqual(['good']);
    expect(missed).toEqual({ bad: { status, why } });
  });

  realIt('without a pod, and one whose kubelet is not heard of', needs, async () => {
    cluster.add('good');
    cluster.nodes.push({ name: 'bare' }, { name: 'dark', ready: 'Unknown' });
    const { missed } = await collecting(await serve());
    expect(missed).toEqual({
      bare: { status: 'unreachable', why: 'no pod of kube-preflight is on it' },
      dark: {
        status: 'unreachable',
        why: 'the node is not ready: NodeStatusUnknown: Kubelet stopped posting node status.',
      },
    });
  });

  realIt('that leaves midway', needs, async () => {
    cluster.add('good');
    cluster.add('leaver');
    cluster.onLog = (pod) => {
      if (pod !== 'facts-leaver') return;
      cluster.nodes = cluster.nodes.filter(({ name }) => name !== 'leaver');
      cluster.remove('facts-leaver');
    };
    const { taken, missed } = await collecting(await serve());
    expect(taken).toEqual(['good']);
    expect(missed).toEqual({
      leaver: { status: 'unreachable', why: 'the node left the cluster meanwhile' },
    });
  });

  realIt('whose pod is made anew meanwhile, by its new pod', needs, async () => {
    cluster.add('node-1');
    cluster.logs.set('next', { text: factsOfNode('node-1') });
    cluster.onLog = (pod) => {
      if (pod !== 'facts-node-1') return;
      cluster.remove('facts-node-1');
      setTimeout(() => cluster.put({ name: 'next', node: 'node-1' }), 100);
    };
    const { taken } = await collecting(await serve(), { graceMs: 5000 });
    expect(taken).toEqual(['node-1']);
  });
});

describe('collectLogs reads a log', () => {
  it.each<[string, LogAnswer, string, string]>([
    [
      'that is cut off at its bound',
      { text: 'x'.repeat(600 * 1024) },
      'failed',
      'its log is longer than any facts are',
    ],
    [
      'whose line is torn',
      { text: factsOfNode('bad').slice(0, 5000) },
      'failed',
      'ends in the middle of its JSON',
    ],
    ['of garbage', { text: 'exec format error\n' }, 'failed', 'its log holds no facts'],
    ['of garbage that looks like JSON', { text: '{"a":1}\n' }, 'failed', 'does not say that these are facts'],
    ['that is empty', { text: '' }, 'failed', 'its log is empty'],
    [
      'that the kubelet deleted',
      { text: 'unable to retrieve container logs for containerd://1' },
      'failed',
      'the node has deleted its log',
    ],
    [
      'of another node',
      { text: factsOfNode('good') },
      'failed',
      'its log holds the facts of another machine, "good"',
    ],
    ['that is forbidden', { status: 403 }, 'failed', 'these credentials may not get pods/log (403)'],
    [
      'behind a kubelet that is off',
      { status: 500, message: 'dial tcp: no route to host' },
      'unreachable',
      'answered with status 500: dial tcp: no route to host',
    ],
    ['that stalls', 'stall', 'unreachable', 'did not answer in time'],
    ['that breaks off again and again', 'half', 'unreachable', 'the connection was cut off'],
    ['that has no end', 'endless', 'unreachable', 'sent more than 1 MiB'],
    ['that is sent as JSON', { json: 'null' }, 'failed', 'its log is no text: the server sent JSON'],
    ['that is sent as an object', { json: '{"a":1}' }, 'failed', 'its log is no text'],
    [
      'of a server that asks for too much patience',
      { status: 429, retryAfter: '3600' },
      'unreachable',
      'asks to come back in 3600 s (429)',
    ],
  ])('%s', async (_, answer, status, why) => {
    cluster.add('good');
    cluster.add('bad');
    cluster.logs.set('facts-bad', answer);
    const { taken, missed } = await collecting(await serve(), { callMs: 700 });
    expect(taken).toEqual(['good']);
    expect(missed).toEqual({ bad: { status, why: expect.stringContaining(why) } });
  });

  realIt('again when the server asks for patience or cuts the connection', needs, async () => {
    cluster.add('node-1');
    const good = { text: factsOfNode('node-1') };
    const busy = { status: 429, retryAfter: '1' };
    cluster.logs.set('facts-node-1', [busy, 'half', { status: 503, retryAfter: '0' }, good]);
    expect((await collecting(await serve())).taken).toEqual(['node-1']);
    expect(cluster.asked.length).toBe(4);
  });

  realIt(
    'for as long as there is time',
    needs,
    async () => {
      cluster.add('node-1');
      const busy = Array.from({ length: 11 }, () => ({ status: 503, retryAfter: '0' }));
      cluster.logs.set('facts-node-1', [...busy, { text: factsOfNode('node-1') }]);
      expect((await collecting(await serve(), { totalMs: 60_000 })).taken).toEqual(['node-1']);
    },
    70_000,
  );

  realIt(
    'in bounded memory, whatever 40 nodes send',
    needs,
    async () => {
      for (let index = 0; index < 40; index += 1) {
        cluster.add(`node-${index}`);
        cluster.logs.set(`facts-node-${index}`, 'endless');
      }
      cluster.add('good');
      const before = process.memoryUsage().rss;
      const { taken } = await collecting(await serve(), { parallel: 2, totalMs: 30_000 });
      expect(taken).toEqual(['good']);
      // All that was sent is more than a GiB, if nothing stopped it.
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
    },
    60_000,
  );
});

describe('collectLogs refuses', () => {
  it.each<[number, string]>([
    [403, 'may not list nodes'],
    [404, 'status 404'],
    [500, 'status 500'],
    [503, 'too busy'],
  ])('a list with status %i', async (status, says) => {
    cluster.add('node-1');
    cluster.listStatus = { status };
    expect(await faultOf(await serve())).toContain(says);
  });

  realIt('a namespace without a pod of it, and says nothing of the nodes', needs, async () => {
    cluster.nodes.push({ name: 'node-1' });
    const { end, missed } = await collecting(await serve());
    expect(end).toMatchObject({
      ok: false,
      fault: { detail: expect.stringContaining('the DaemonSet is not there') },
    });
    expect(missed).toEqual({});
  });

  realIt('an expired certificate, another CA, no server, and no kubeconfig', needs, async () => {
    await serve();
    const url = servers[0]?.url ?? '';
    const client = theCa().issue('kubernetes-admin', { expired: true });
    expect(await faultOf(folder.write('other', kubeconfigText({ url, ca: theCa(), client })))).toMatch(
      /^unauthorized: .*the client certificate expired on 2020-02-01$/u,
    );
    const other = makeCa('other');
    cas.push(other);
    expect(await faultOf(folder.write('other', kubeconfigText({ url, ca: other, token: 's3cret' })))).toMatch(
      /^untrusted: /u,
    );
    const dead = kubeconfigText({ url: 'https://127.0.0.1:9', ca: theCa(), token: 's3cret' });
    expect(await faultOf(folder.write('other', dead))).toMatch(/^unreachable: /u);
    expect(await faultOf('/nonexistent/kubeconfig')).toMatch(/^no-kubeconfig: /u);
  });
});
