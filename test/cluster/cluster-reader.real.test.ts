import { afterAll, afterEach, describe, expect, vi } from 'vitest';
import type { ClusterRead, ClusterRequest } from '../../src/config/cluster-io.ts';
import { createClusterReader } from '../../src/cluster/cluster-reader.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { type Ca, makeCa } from '../fakes/certificates.ts';
import {
  type ApiServer,
  type ApiServerOptions,
  configMap,
  paths,
  startApiServer,
  usualResources,
} from '../fakes/fake-api-server.ts';
import { realIt } from '../real.ts';
import { type KubeconfigOptions, kubeconfigText, requestBy, temporaryFolder } from './cluster-files.ts';

const folder = temporaryFolder();
const cas: Ca[] = [];
const servers: ApiServer[] = [];
const needs = ['openssl'];

/** One CA serves most tests: it is made by the first. */
function theCa(): Ca {
  const [first] = cas;
  return first ?? newCa();
}

function newCa(): Ca {
  const made = makeCa();
  cas.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
afterAll(() => {
  folder.remove();
  for (const ca of cas) ca.remove();
});

async function serve(options: Partial<ApiServerOptions> = {}): Promise<ApiServer> {
  const server = await startApiServer({ ca: theCa(), resources: usualResources(), ...options });
  servers.push(server);
  return server;
}

async function read(
  kubeconfig: Partial<KubeconfigOptions> & { readonly url: string },
  request: Partial<ClusterRequest> = {},
): Promise<ClusterRead> {
  const file = folder.write('kubeconfig', kubeconfigText({ ca: theCa(), ...kubeconfig }));
  return createClusterReader(createLinuxHost(), new AbortController().signal).read(requestBy(file, request));
}

function faultOf(answer: ClusterRead): string {
  return answer.reached ? 'reached' : answer.fault.code;
}

function statesOf(answer: ClusterRead): readonly string[] {
  if (!answer.reached) return [answer.fault.detail];
  const { kubeadmConfig, proxyConfig, kubeletConfig, proxyDaemonSet } = answer.objects;
  return [kubeadmConfig, proxyConfig, kubeletConfig, proxyDaemonSet].map(({ state }) => state);
}

const plugin = (script: string) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args: ['-c', script] },
});

const admin = () => ({ client: theCa().issue('kubernetes-admin') });

describe('createClusterReader reads', () => {
  realIt('the four objects with a client certificate', needs, async () => {
    const server = await serve();
    const answer = await read({ url: server.url, ...admin() });
    expect(statesOf(answer)).toEqual(['found', 'found', 'found', 'found']);
    expect(answer).toMatchObject({ server: server.url, via: expect.stringContaining('kubeconfig') });
    expect(server.requests.map(({ path }) => path).sort()).toEqual(
      [paths.daemonSet, paths.kubeadm, paths.proxy, paths.kubelet].sort(),
    );
    if (!answer.reached) return;
    expect(answer.objects.proxyDaemonSet).toMatchObject({
      value: { container: 'kube-proxy', configMaps: { '/var/lib/kube-proxy': 'kube-proxy' } },
    });
  });

  realIt('with a token, and with one in a file', needs, async () => {
    const server = await serve({ tokens: ['s3cret'] });
    expect(statesOf(await read({ url: server.url, token: 's3cret' }))).toContain('found');
    const tokenFile = folder.write('token', 's3cret\n');
    expect(statesOf(await read({ url: server.url, user: { tokenFile } }))).toContain('found');
    expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer s3cret']),
    );
  });

  realIt('with certificates in files beside the kubeconfig', needs, async () => {
    const server = await serve();
    const { cert, key } = theCa().issue('kubernetes-admin');
    folder.write('admin.crt', cert);
    folder.write('admin.key', key);
    const user = { 'client-certificate': 'admin.crt', 'client-key': 'admin.key' };
    expect(statesOf(await read({ url: server.url, user }))).toContain('found');
  });

  realIt('not found and forbidden apart', needs, async () => {
    const { [paths.proxy]: _gone, ...others } = usualResources();
    const resources = { ...others, [paths.daemonSet]: { status: 403 } };
    const server = await serve({ resources });
    const answer = await read({ url: server.url, ...admin() });
    expect(statesOf(answer)).toEqual(['found', 'not-found', 'found', 'forbidden']);
  });

  realIt('what kubeadm upgrade looks at', needs, async () => {
    const nodes = {
      kind: 'NodeList',
      apiVersion: 'v1',
      metadata: {},
      items: [
        { metadata: { name: 'cp-1' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } },
        { metadata: { name: 'cp-2' }, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
      ],
    };
    const containers = [{ name: 'coredns', image: 'registry.k8s.io/coredns/coredns:v1.12.1' }];
    const resources = {
      ...usualResources(),
      [paths.controlPlanes]: nodes,
      [paths.schedulable]: { ...nodes, items: [] },
      [paths.coredns]: configMap('coredns', { Corefile: '.:53 {\n    errors\n}\n' }),
      [paths.corednsDeployment]: {
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        spec: { template: { spec: { containers } } },
      },
    };
    const server = await serve({ resources });
    const answer = await read({ url: server.url, ...admin() }, { forUpgrade: true });
    expect(answer.reached && answer.objects.upgrade).toEqual({
      controlPlanes: {
        state: 'found',
        value: [
          { name: 'cp-1', ready: true },
          { name: 'cp-2', ready: false },
        ],
      },
      schedulable: { state: 'found', value: false },
      corefile: { state: 'found', value: '.:53 {\n    errors\n}\n' },
      corednsVersion: { state: 'found', value: 'v1.12.1' },
    });
  });

  realIt('what network plugins say, without what else stands there', needs, async () => {
    const container = {
      name: 'calico-node',
      image: 'x',
      env: [
        { name: 'FELIX_NFTABLESMODE', value: 'Auto' },
        { name: 'ETCD_KEY', value: 's3cret' },
      ],
    };
    const spec = { calicoNetwork: { linuxDataplane: 'Nftables' }, imagePullSecrets: [{ name: 's3cret' }] };
    const resources = {
      ...usualResources(),
      [paths.cilium]: configMap('cilium-config', { 'kube-proxy-replacement': 'true', token: 's3cret' }),
      [paths.flannel]: configMap('kube-flannel-cfg', { 'net-conf.json': '{}', 'cni-conf.json': '{}' }),
      [paths.kubeRouter]: { status: 403 },
      [paths.calicoNode]: {
        kind: 'DaemonSet',
        apiVersion: 'apps/v1',
        metadata: { name: 'calico-node' },
        spec: { template: { spec: { containers: [container] } } },
      },
      [paths.installation]: { kind: 'Installation', apiVersion: 'operator.tigera.io/v1', metadata: {}, spec },
    };
    const server = await serve({ resources });
    const answer = await read({ url: server.url, ...admin() }, { alsoPlugin: true });
    const cni = answer.reached ? (answer.objects.cni ?? []) : [];
    expect(cni.map(({ name, text }) => [name, JSON.parse(text)])).toEqual([
      [
        'ConfigMap kube-system/cilium-config',
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'cilium-config' },
          data: { 'kube-proxy-replacement': 'true' },
        },
      ],
      [
        'ConfigMap kube-flannel/kube-flannel-cfg',
        expect.objectContaining({ data: { 'net-conf.json': '{}' } }),
      ],
      ['DaemonSet kube-system/calico-node', expect.objectContaining({ kind: 'DaemonSet' })],
      [
        'installations.operator.tigera.io default',
        expect.objectContaining({ spec: { calicoNetwork: { linuxDataplane: 'Nftables' } } }),
      ],
    ]);
    expect(JSON.stringify(answer)).not.toContain('s3cret');
  });

  realIt('no plugin where there is none, or nothing to be read', needs, async () => {
    const server = await serve();
    const answer = await read({ url: server.url, ...admin() }, { alsoPlugin: true });
    expect(answer.reached && answer.objects.cni).toEqual([]);
    expect(statesOf(answer)).toEqual(['found', 'found', 'found', 'found']);
  });

  realIt('again when the server asks for patience', needs, async () => {
    const busy = { status: 429, headers: { 'Retry-After': '0' } };
    const map = usualResources()[paths.proxy] ?? {};
    const server = await serve({
      resources: { ...usualResources(), [paths.proxy]: [busy, map] as object[] },
    });
    expect(statesOf(await read({ url: server.url, ...admin() }))[1]).toBe('found');
  });
});

describe('createClusterReader tells', () => {
  const everything = Object.values(paths);
  const all = (resource: object | string) =>
    Object.fromEntries(everything.map((path) => [path, resource as object]));

  realIt('a wrong CA', needs, async () => {
    const server = await serve();
    const other = newCa();
    const answer = await read({ url: server.url, ca: other, ...admin() });
    expect(faultOf(answer)).toBe('untrusted');
    expect(server.requests).toEqual([]);
  });

  realIt('a certificate for another name', needs, async () => {
    const server = await serve({ certificate: theCa().issue('api.example.net') });
    expect(faultOf(await read({ url: server.url, ...admin() }))).toBe('untrusted');
  });

  realIt('an expired certificate of the server', needs, async () => {
    const server = await serve({ certificate: theCa().issue('127.0.0.1', { expired: true }) });
    const answer = await read({ url: server.url, ...admin() });
    expect(answer).toMatchObject({
      fault: { code: 'untrusted', detail: expect.stringContaining('has expired') },
    });
  });

  realIt('an expired client certificate, with its date', needs, async () => {
    const server = await serve();
    const client = theCa().issue('kubernetes-admin', { expired: true });
    expect(await read({ url: server.url, client })).toMatchObject({
      fault: { code: 'unauthorized', detail: expect.stringContaining('expired on 2020-02-01') },
    });
  });

  realIt('a token that is not accepted, without printing it', needs, async () => {
    const server = await serve({ tokens: ['right'] });
    const answer = await read({ url: server.url, token: 'wr0ng-t0ken' });
    expect(faultOf(answer)).toBe('unauthorized');
    expect(JSON.stringify(answer)).not.toContain('wr0ng-t0ken');
  });

  realIt('a certificate and a key that do not pair', needs, async () => {
    const server = await serve();
    const client = { cert: theCa().issue('a').cert, key: theCa().issue('b').key };
    expect(faultOf(await read({ url: server.url, client }))).toBe('bad-kubeconfig');
  });

  realIt('a server that asks to come back too late', needs, async () => {
    const server = await serve({ resources: all({ status: 429, headers: { 'Retry-After': '3600' } }) });
    const started = performance.now();
    expect(faultOf(await read({ url: server.url, ...admin() }))).toBe('busy');
    expect(performance.now() - started).toBeLessThan(2000);
  });

  realIt('a server that answers nothing, within the deadline', needs, async () => {
    const server = await serve({ resources: all('stall') });
    const started = performance.now();
    const answer = await read({ url: server.url, ...admin() }, { totalMs: 400, callMs: 400 });
    expect(faultOf(answer)).toBe('timed-out');
    expect(performance.now() - started).toBeLessThan(1500);
  });

  realIt('one object that stalls, and keeps the others', needs, async () => {
    const server = await serve({ resources: { ...usualResources(), [paths.daemonSet]: 'stall' } });
    const answer = await read({ url: server.url, ...admin() }, { callMs: 400 });
    expect(statesOf(answer)).toEqual(['found', 'found', 'found', 'unknown']);
  });

  realIt('truncated, endless and foreign answers', needs, async () => {
    const resources = {
      [paths.kubeadm]: 'truncate',
      [paths.proxy]: 'huge',
      [paths.kubelet]: { status: 200, body: '<html>hello</html>' },
      [paths.daemonSet]: 'cut',
    } as const;
    const server = await serve({ resources });
    const answer = await read({ url: server.url, ...admin() });
    expect(answer.reached).toBe(false);
    const huge = await serve({ resources: { ...usualResources(), [paths.proxy]: 'huge' } });
    const bounded = await read({ url: huge.url, ...admin() });
    expect(statesOf(bounded)).toEqual(['found', 'unknown', 'found', 'found']);
    // By its size, before the deadline would end it.
    expect(JSON.stringify(bounded)).toContain('more than 4 MiB');
  });

  realIt('a web server that is no API server', needs, async () => {
    const server = await serve({ resources: all({ status: 404, body: '404 page not found' }) });
    expect(faultOf(await read({ url: server.url, ...admin() }))).toBe('bad-answer');
  });

  realIt('nobody there', needs, async () => {
    const server = await serve();
    await server.close();
    expect(faultOf(await read({ url: server.url, ...admin() }))).toBe('unreachable');
    expect(faultOf(await read({ url: 'https://no-such-host.invalid:6443', ...admin() }))).toBe('unreachable');
  });

  realIt('an exec plugin, and does not run it', needs, async () => {
    const server = await serve();
    const trace = folder.write('trace', '');
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: '/bin/sh',
      args: ['-c', `echo ran >${trace}`],
    };
    const answer = await read({ url: server.url, user: { exec } });
    expect(answer).toMatchObject({
      fault: { code: 'exec-refused', detail: expect.stringContaining('--allow-exec-credentials') },
    });
    expect(await createLinuxHost().readText(trace)).toMatchObject({ text: '' });
  });

  realIt('an exec plugin that is allowed, hangs, or prints nonsense', needs, async () => {
    const server = await serve({ tokens: ['from-plugin'] });
    const good = `echo '{"kind":"ExecCredential","status":{"token":"from-plugin"}}'`;
    const allowed = { allowExec: true };
    expect(statesOf(await read({ url: server.url, user: plugin(good) }, allowed))).toContain('found');
    expect(faultOf(await read({ url: server.url, user: plugin('echo hello') }, allowed))).toBe('exec-failed');
    const slow = { ...allowed, callMs: 300 };
    expect(faultOf(await read({ url: server.url, user: plugin('sleep 30') }, slow))).toBe('exec-failed');
  });

  realIt('an exec plugin that is told the account by the environment, and nothing else', needs, async () => {
    const server = await serve({ tokens: ['prod'] });
    vi.stubEnv('AWS_PROFILE', 'prod');
    vi.stubEnv('LD_PRELOAD_OF_TESTS', 'x');
    const token = '"status":{"token":"\'"$AWS_PROFILE$LD_PRELOAD_OF_TESTS"\'"}';
    const answer = await read(
      { url: server.url, user: plugin(`echo '{"kind":"ExecCredential",${token}}'`) },
      { allowExec: true },
    );
    vi.unstubAllEnvs();
    expect(statesOf(answer)).toContain('found');
  });

  realIt('a CA that is no certificate', needs, async () => {
    const { url } = await serve();
    const cluster = { 'certificate-authority-data': Buffer.from('garbage').toString('base64') };
    expect(faultOf(await read({ url, cluster }))).toBe('bad-kubeconfig');
  });

  realIt('what it does not support', needs, async () => {
    const { url } = await serve();
    const cluster = { 'proxy-url': 'http://127.0.0.1:3128' };
    expect(faultOf(await read({ url, cluster }))).toBe('unsupported');
    expect(faultOf(await read({ url, user: { 'auth-provider': { name: 'gcp' } } }))).toBe('unsupported');
    expect(faultOf(await read({ url: url.replace('https', 'http') }))).toBe('unsupported');
  });
});
