import { afterAll, afterEach, describe, expect } from 'vitest';
import type { ClusterAccess, ClusterRead } from '../../src/config/cluster-io.ts';
import { certificatesOf, pinOf } from '../../src/cluster/ca-pins.ts';
import { createClusterReader } from '../../src/cluster/cluster-reader.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { type Ca, makeCa } from '../fakes/certificates.ts';
import {
  type ApiServer,
  configMap,
  paths,
  type Resource,
  startApiServer,
  usualResources,
} from '../fakes/fake-api-server.ts';
import { realIt } from '../real.ts';
import { clusterInfoText, requestBy, sign, temporaryFolder } from './cluster-files.ts';

const token = 'abcdef.0123456789abcdef';
const needs = ['openssl'];
const folder = temporaryFolder();
const cas: Ca[] = [];
const servers: ApiServer[] = [];

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

function pinsOf(ca: Ca): readonly string[] {
  return (certificatesOf(ca.cert) ?? []).map(pinOf);
}

/** A cluster whose cluster-info is made by `info` once the address is known. */
async function serve(
  info: (url: string) => Resource | readonly Resource[],
  tokens: readonly string[] = [token],
): Promise<ApiServer> {
  const resources: Record<string, Resource | readonly Resource[]> = usualResources();
  const server = await startApiServer({ ca: theCa(), resources, tokens });
  servers.push(server);
  resources[paths.clusterInfo] = info(server.url);
  return server;
}

/** As the controller manager publishes it. */
function published(url: string, signer = token, ca = theCa()): object {
  const kubeconfig = clusterInfoText(url, ca);
  return configMap(
    'cluster-info',
    { kubeconfig, 'jws-kubeconfig-abcdef': sign(kubeconfig, signer) },
    'kube-public',
  );
}

function join(
  server: ApiServer,
  overrides: Partial<Extract<ClusterAccess, { kind: 'token' }>> = {},
): Promise<ClusterRead> {
  const access: ClusterAccess = {
    kind: 'token',
    endpoint: server.endpoint,
    token,
    tlsBootstrapToken: token,
    caCertHashes: pinsOf(theCa()),
    unsafeSkipCAVerification: false,
    ...overrides,
  };
  return createClusterReader(createLinuxHost(), new AbortController().signal).read(requestBy('', { access }));
}

const faultOf = (answer: ClusterRead): string => (answer.reached ? 'reached' : answer.fault.code);

describe('createClusterReader by token', () => {
  realIt('trusts what the token signs and the pin names, and only then sends the token', needs, async () => {
    const server = await serve((url) => published(url));
    const answer = await join(server);
    expect(answer).toMatchObject({ reached: true, via: 'bootstrap token abcdef' });
    const [first, second, ...others] = server.requests;
    expect([first, second].map((request) => request?.path)).toEqual([paths.clusterInfo, paths.clusterInfo]);
    expect([first, second].map((request) => request?.authorization)).toEqual(['', '']);
    expect(new Set(others.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${token}`]));
  });

  realIt('agrees with openssl on the pin', needs, async () => {
    const { execFileSync } = await import('node:child_process');
    const file = folder.write('ca.crt', theCa().cert);
    const script = `openssl x509 -pubkey -noout -in ${file} | openssl pkey -pubin -outform der | openssl dgst -sha256 -hex`;
    const [, hash] = /([0-9a-f]{64})/u.exec(execFileSync('sh', ['-c', script], { encoding: 'utf8' })) ?? [];
    expect(pinsOf(theCa())).toEqual([`sha256:${hash}`]);
  });

  realIt('refuses a pin of another CA, and sends it no token', needs, async () => {
    const server = await serve((url) => published(url));
    expect(faultOf(await join(server, { caCertHashes: pinsOf(newCa()) }))).toBe('pin-mismatch');
    expect(server.requests.map(({ authorization }) => authorization)).toEqual(['']);
  });

  realIt('refuses to go on without a pin, unless that is said', needs, async () => {
    const server = await serve((url) => published(url));
    expect(faultOf(await join(server, { caCertHashes: [] }))).toBe('no-pin');
    expect(faultOf(await join(server, { caCertHashes: ['sha256:beef'] }))).toBe('no-pin');
    expect(server.requests).toEqual([]);
    expect(faultOf(await join(server, { caCertHashes: [], unsafeSkipCAVerification: true }))).toBe('reached');
  });

  realIt('refuses what the token has not signed', needs, async () => {
    const forged = await serve((url) => published(url, 'abcdef.aaaaaaaaaaaaaaaa'));
    expect(faultOf(await join(forged))).toBe('bad-signature');
    const unsigned = await serve((url) =>
      configMap('cluster-info', { kubeconfig: clusterInfoText(url, theCa()) }, 'kube-public'),
    );
    expect(faultOf(await join(unsigned))).toBe('bad-signature');
    const none = await serve((url) => {
      const kubeconfig = clusterInfoText(url, theCa());
      const jws = sign(kubeconfig, token, { alg: 'none', kid: 'abcdef' });
      return configMap('cluster-info', { kubeconfig, 'jws-kubeconfig-abcdef': jws }, 'kube-public');
    });
    expect(faultOf(await join(none))).toBe('bad-signature');
  });

  realIt(
    'refuses a server in between that shows the right cluster-info with a foreign certificate',
    needs,
    async () => {
      const other = newCa();
      const resources: Record<string, Resource> = {};
      const server = await startApiServer({ ca: theCa(), certificate: other.issue('127.0.0.1'), resources });
      servers.push(server);
      resources[paths.clusterInfo] = published(server.url);
      expect(faultOf(await join(server))).toBe('untrusted');
      expect(server.requests.map(({ authorization }) => authorization)).toEqual(['']);
    },
  );

  realIt('refuses a cluster-info that changes between the two', needs, async () => {
    const server = await serve((url) => [published(url), published(`${url}/other`)] as object[]);
    expect(faultOf(await join(server))).toBe('bad-signature');
  });

  realIt('tells a cluster that publishes none', needs, async () => {
    const server = await serve(() => ({ status: 404 }));
    expect(faultOf(await join(server))).toBe('no-cluster-info');
  });

  realIt('tells a token that has expired', needs, async () => {
    const server = await serve((url) => published(url), []);
    expect(faultOf(await join(server))).toBe('unauthorized');
  });

  realIt('ends at a stalled server', needs, async () => {
    const server = await serve(() => 'stall');
    const started = performance.now();
    const access = {
      endpoint: server.endpoint,
      token,
      tlsBootstrapToken: token,
      caCertHashes: pinsOf(theCa()),
    };
    const reader = createClusterReader(createLinuxHost(), new AbortController().signal);
    const request = {
      access: { kind: 'token', unsafeSkipCAVerification: false, ...access } as const,
      discoveryMs: 300,
    };
    expect(faultOf(await reader.read(requestBy('', request)))).toBe('timed-out');
    expect(performance.now() - started).toBeLessThan(1500);
  });

  realIt('completes a discovery file without credentials by the token', needs, async () => {
    const server = await serve((url) => published(url));
    const file = folder.write('discovery.conf', clusterInfoText(server.url, theCa()));
    const access = { kind: 'discovery-file', file, tlsBootstrapToken: token } as const;
    const reader = createClusterReader(createLinuxHost(), new AbortController().signal);
    expect(faultOf(await reader.read(requestBy('', { access })))).toBe('reached');
    const bare = { kind: 'discovery-file', file } as const;
    expect(await reader.read(requestBy('', { access: bare }))).toMatchObject({
      objects: { proxyConfig: { state: 'forbidden' } },
    });
  });
});
