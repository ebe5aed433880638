import { createServer as createTcpServer } from 'node:net';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { checks } from '../../src/checks/registry.ts';
import { judge } from '../../src/engine/judge.ts';
import type { ToldFinding } from '../../src/findings/finding.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import type { EtcdFacts } from '../../src/probes/etcd/facts.ts';
import { etcdProbe } from '../../src/probes/etcd/probe.ts';
import { factsOf } from '../builders/facts.ts';
import { externalEtcd } from '../builders/etcd.ts';
import { byDefault } from '../builders/plan.ts';
import { inputOf } from '../check-cases.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';
import { realIt } from '../real.ts';
import { type EtcdServer, freePort, startEtcd } from './etcd-server.ts';
import { makePki, type PairPaths, type Pki } from './pki.ts';

const needs = ['etcd', 'openssl'] as const;
const none: PairPaths = { cert: '', key: '' };

/** Made once: an etcd over TLS that wants client certificates, one without TLS, and all the certificates. */
interface Scene {
  readonly pki: Pki;
  readonly ca: PairPaths;
  readonly otherCa: PairPaths;
  readonly client: PairPaths;
  readonly etcd: EtcdServer;
  readonly plain: EtcdServer;
}

let scene: Scene | undefined;
const there = (): Scene => {
  if (scene === undefined) throw new Error('etcd or openssl is missing');
  return scene;
};

beforeAll(async () => {
  // Without them the tests themselves say so.
  if (!['etcd', 'openssl'].every((name) => existsSync(`/usr/bin/${name}`))) return;
  const pki = makePki();
  const ca = pki.issue({ path: 'ca', isCa: true });
  const server = pki.issue({ path: 'server', names: ['127.0.0.1', 'localhost'], by: ca });
  scene = {
    pki,
    ca,
    otherCa: pki.issue({ path: 'other-ca', isCa: true }),
    client: pki.issue({ path: 'client', purpose: 'clientAuth', by: ca }),
    etcd: await startEtcd({ ca: ca.cert, ...server }),
    plain: await startEtcd(),
  };
}, 60_000);
afterAll(async () => {
  await Promise.all([scene?.etcd.stop(), scene?.plain.stop()]);
  scene?.pki.remove();
});

interface Asked {
  readonly etcd: EtcdFacts;
  /** `verdict code`. */
  readonly says: readonly string[];
  readonly findings: readonly ToldFinding[];
}

interface Asking {
  readonly endpoints: readonly string[];
  readonly client?: PairPaths;
  readonly caFile?: string;
  readonly version?: string;
}

async function ask({
  endpoints,
  client = there().client,
  caFile = there().ca.cert,
  version = 'v1.36.2',
}: Asking): Promise<Asked> {
  const etcd = { endpoints, caFile, certFile: client.cert, keyFile: client.key };
  const fact = await etcdProbe.run(createLinuxHost(), { ...quietSurvey, etcd });
  if (!fact.known) throw new Error(fact.cause.detail);
  const plan = externalEtcd(
    {
      endpoints: byDefault(endpoints),
      caFile: byDefault(caFile),
      certFile: byDefault(client.cert),
      keyFile: byDefault(client.key),
    },
    { version },
  );
  const own = checks.filter(({ name }) => name.startsWith('ExternalEtcd'));
  // What etcd says first, what its files say next.
  const findings = judge(own, inputOf({ plan, facts: factsOf({ etcd: fact }) })).toReversed();
  return { etcd: fact.value, findings, says: findings.map(({ verdict, code }) => `${verdict} ${code}`) };
}

async function deadEndpoint(): Promise<string> {
  return `https://127.0.0.1:${await freePort()}`;
}

describe('a real etcd', () => {
  realIt('answers over TLS to a client it knows, and is too old for kubeadm 1.36', needs, async () => {
    const endpoints = [there().etcd.url];
    const { etcd, says, findings } = await ask({ endpoints });
    expect(etcd.endpoints[0]).toMatchObject({
      state: 'answered',
      version: expect.stringMatching(/^3\.[4-9]\./u),
    });
    const version = etcd.endpoints[0]?.version ?? '';
    // Debian 12 has 3.4.23.
    if (version.startsWith('3.4.')) {
      expect(says).toEqual(['fail etcd.too-old', 'pass etcd-certificates.valid']);
      expect(findings[0]?.need).toBe('etcd 3.5.24 or later, for kubeadm v1.36.2');
    }
    expect((await ask({ endpoints, version: 'v1.30.0' })).says).toEqual([
      'pass etcd.answers',
      'pass etcd-certificates.valid',
    ]);
  });

  realIt('is found by a name, which its certificate must have', needs, async () => {
    const { port } = there().etcd;
    const { etcd } = await ask({ endpoints: [`https://localhost:${port}/`] });
    expect(etcd.endpoints[0]?.state).toBe('answered');
    const unknown = await ask({ endpoints: [`https://kube-preflight.invalid:${port}`] });
    expect(unknown.etcd.endpoints[0]?.state).toMatch(/^name-un/u);
  });

  realIt('does not take a client of another CA, and we say which file', needs, async () => {
    const { pki, otherCa, etcd } = there();
    const client = pki.issue({ path: 'foreign', purpose: 'clientAuth', by: otherCa });
    const { says, findings } = await ask({ endpoints: [etcd.url], client });
    expect(says).toEqual(['fail etcd.client-refused', 'warn etcd-certificates.foreign']);
    expect(findings[0]?.says).toContain(client.cert);
    expect(findings[0]?.have).toBe('TLS alert: ssl/tls alert bad certificate');
  });

  realIt('does not take an expired client', needs, async () => {
    const { pki, ca, etcd } = there();
    const dates = { from: '20200101000000Z', to: '20200201000000Z' };
    const client = pki.issue({ path: 'expired', purpose: 'clientAuth', by: ca, ...dates });
    const { says, findings } = await ask({ endpoints: [etcd.url], client });
    expect(says).toEqual(['fail etcd.client-refused', 'fail etcd-certificates.expired']);
    expect(findings[1]?.says).toContain('ended on 2020-02-01');
  });

  realIt('does not take a certificate for servers', needs, async () => {
    const { pki, ca, etcd } = there();
    const client = pki.issue({ path: 'server-only', purpose: 'serverAuth', by: ca });
    expect((await ask({ endpoints: [etcd.url], client })).says).toEqual([
      'fail etcd.client-refused',
      'fail etcd-certificates.not-for-clients',
    ]);
  });

  realIt('wants a certificate', needs, async () => {
    const { says, findings } = await ask({ endpoints: [there().etcd.url], client: none });
    expect(says[0]).toBe('fail etcd.client-refused');
    expect(findings[0]?.says).toContain('wants a client certificate');
  });

  realIt('is not asked with the key of another certificate', needs, async () => {
    const { client, ca, etcd } = there();
    const mixed = { cert: client.cert, key: ca.key };
    expect((await ask({ endpoints: [etcd.url], client: mixed })).says).toEqual([
      'unknown etcd.not-asked',
      'fail etcd-certificates.mismatch',
    ]);
  });

  realIt('is not asked with files that are missing, damaged or no files', needs, async () => {
    const { pki, client, etcd } = there();
    const damaged = join(pki.folder, 'damaged.key');
    writeFileSync(damaged, '-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----\n', {
      mode: 0o600,
    });
    const asked = async (key: string): Promise<string | undefined> =>
      (await ask({ endpoints: [etcd.url], client: { cert: client.cert, key } })).says[1];
    expect(await asked(join(pki.folder, 'nowhere.key'))).toBe('fail etcd-certificates.absent');
    expect(await asked(pki.folder)).toBe('fail etcd-certificates.unreadable');
    expect(await asked(damaged)).toBe('fail etcd-certificates.bad');
  });

  realIt('is not trusted by another CA, and nothing is sent to it', needs, async () => {
    const { otherCa, etcd } = there();
    const { says, findings } = await ask({ endpoints: [etcd.url], caFile: otherCa.cert });
    expect(says).toContain('fail etcd.untrusted');
    expect(findings[0]?.have).toMatch(
      /^CN=server, issued by CN=ca, for IP Address:127\.0\.0\.1, DNS:localhost, /u,
    );
  });

  realIt('speaks TLS where we say http, and http where we say https', needs, async () => {
    const { etcd, plain } = there();
    const swapped = [etcd.url.replace('https', 'http'), plain.url.replace('http', 'https')];
    expect((await ask({ endpoints: swapped })).etcd.endpoints.map(({ state }) => state)).toEqual([
      'speaks-tls',
      'speaks-plain',
    ]);
    const answer = await ask({ endpoints: [plain.url], client: none, caFile: '' });
    expect(answer.etcd.endpoints[0]?.state).toBe('answered');
  });

  realIt('is enough while one of three is dead, and too little when two are', needs, async () => {
    const { url } = there().etcd;
    const version = 'v1.30.0';
    expect(
      (await ask({ endpoints: [url, url.replace('127.0.0.1', 'localhost'), await deadEndpoint()], version }))
        .says,
    ).toEqual(['warn etcd.refused', 'pass etcd-certificates.valid']);
    const { says, findings } = await ask({
      endpoints: [url, await deadEndpoint(), await deadEndpoint()],
      version,
    });
    expect(says).toEqual(['fail etcd.refused', 'pass etcd-certificates.valid']);
    expect(findings[0]?.says).toMatch(/^no etcd at https:\S+, https:\S+: connection refused$/u);
  });

  realIt('costs one deadline where three endpoints are silent', needs, async () => {
    const silent = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const endpoint = `https://127.0.0.1:${port}`;
    const started = performance.now();
    const { etcd } = await ask({ endpoints: [endpoint, endpoint, endpoint] });
    expect(performance.now() - started).toBeLessThan(2800);
    expect(etcd.endpoints.map(({ state }) => state)).toEqual(['no-answer', 'no-answer', 'no-answer']);
    silent.close();
  });
});

describe('a real etcd with a bad certificate of its own', () => {
  realIt('expired, not yet valid, for another name, or for no name at all', needs, async () => {
    const { pki, ca } = there();
    const names = ['127.0.0.1'];
    const made = [
      pki.issue({ path: 'bad/expired', names, by: ca, from: '20200101000000Z', to: '20200201000000Z' }),
      pki.issue({ path: 'bad/future', names, by: ca, from: '20900101000000Z', to: '20910101000000Z' }),
      pki.issue({ path: 'bad/other', names: ['10.9.8.7', 'etcd.example'], by: ca }),
      pki.issue({ path: 'bad/none', by: ca }),
    ];
    const servers = await Promise.all(made.map((pair) => startEtcd({ ca: ca.cert, ...pair })));
    try {
      const { etcd } = await ask({ endpoints: servers.map(({ url }) => url) });
      expect(etcd.endpoints.map(({ state }) => state)).toEqual([
        'server-expired',
        'server-not-yet-valid',
        'wrong-name',
        'wrong-name',
      ]);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
});
