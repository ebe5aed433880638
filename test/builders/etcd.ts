import type {
  CertificateFact,
  CertificateFile,
  CertificatesFacts,
  PairFact,
  PemFile,
  PkiPair,
} from '../../src/probes/certificates/facts.ts';
import type { Plan } from '../../src/config/plan.ts';
import { type Fact, known } from '../../src/probes/fact.ts';
import type { EndpointFact, EndpointState, EtcdFacts } from '../../src/probes/etcd/facts.ts';
import { byDefault, fromFile, planOf, type PlanOverrides } from './plan.ts';

export const day = 24 * 3600 * 1000;
/** What the clock says in these facts. */
export const seenAt = Date.parse('2026-11-23T06:00:00Z');

/** Of a year, in its middle, but for what is named. */
export function certificateOf(overrides: Partial<CertificateFact> = {}): CertificateFact {
  return {
    subject: 'CN=client',
    issuer: 'CN=etcd-ca',
    notBefore: seenAt - 180 * day,
    notAfter: seenAt + 185 * day,
    isCa: false,
    altNames: [],
    ...overrides,
  };
}

export function certificateFile(
  path: string,
  certificate: Partial<CertificateFact> = {},
  overrides: Partial<PemFile> = {},
): CertificateFile {
  return {
    path,
    state: 'read',
    code: '',
    mode: 0o644,
    certificates: [certificateOf(certificate)],
    ...overrides,
  };
}

export function keyFile(path: string, overrides: Partial<PemFile> = {}): PemFile {
  return { path, state: 'read', code: '', mode: 0o600, ...overrides };
}

export function absentFile(path: string): CertificateFile {
  return { path, state: 'absent', code: 'ENOENT', certificates: [] };
}

export const etcdFiles = {
  ca: '/etc/etcd/ca.crt',
  cert: '/etc/etcd/client.crt',
  key: '/etc/etcd/client.key',
};

export const client: PairFact = {
  certificate: certificateFile(etcdFiles.cert, { purposes: ['1.3.6.1.5.5.7.3.2'] }),
  key: keyFile(etcdFiles.key),
  matches: true,
  issuedByCa: true,
};

export const endpointUrls = [
  'https://10.0.0.21:2379',
  'https://10.0.0.22:2379',
  'https://10.0.0.23:2379',
] as const;

export function endpointOf(
  url: string,
  state: EndpointState = 'answered',
  overrides: Partial<EndpointFact> = {},
): EndpointFact {
  if (state === 'answered') return { url, state, version: '3.6.8', detail: 'etcdserver 3.6.8', ...overrides };
  return { url, state, version: '', detail: 'what was said instead', ...overrides };
}

/** Three members that answer, and a client certificate that holds. */
export function etcdOf(overrides: Partial<EtcdFacts> = {}): Fact<EtcdFacts> {
  return known({
    endpoints: endpointUrls.map((url) => endpointOf(url)),
    ca: certificateFile(etcdFiles.ca, { subject: 'CN=etcd-ca', isCa: true, notAfter: seenAt + 3650 * day }),
    client,
    seenAt,
    ...overrides,
  });
}

/** A plan with that etcd. */
export function externalEtcd(etcd: Partial<Plan['etcd']> = {}, rest: PlanOverrides = {}): Plan {
  return planOf({
    ...rest,
    etcd: {
      external: true,
      dataDir: byDefault('/var/lib/etcd'),
      endpoints: fromFile([...endpointUrls], 'etcd.external.endpoints', 20),
      httpEndpoints: byDefault([]),
      caFile: fromFile(etcdFiles.ca, 'etcd.external.caFile', 24),
      certFile: fromFile(etcdFiles.cert, 'etcd.external.certFile', 25),
      keyFile: fromFile(etcdFiles.key, 'etcd.external.keyFile', 26),
      ...etcd,
    },
  });
}

const pki = '/etc/kubernetes/pki';
const years = { notBefore: seenAt - 365 * day, notAfter: seenAt + 3285 * day };
/** What kubeadm writes into these for the plan of the tests. */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  apiserver: [
    'cp-1',
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
    '10.96.0.1',
    '10.0.0.1',
  ],
  'etcd/server': ['cp-1', 'localhost', '10.0.0.1', '127.0.0.1', '::1'],
  'etcd/peer': ['cp-1', 'localhost', '10.0.0.1', '127.0.0.1', '::1'],
};

/** A pair of kubeadm's PKI, but for what is named. */
export function pkiPair(
  stem: string,
  certificate: Partial<CertificateFact> = {},
  rest: Partial<PkiPair> = {},
): PkiPair {
  const isCa = stem.endsWith('ca');
  return {
    stem,
    certificate: certificateFile(`${pki}/${stem}.crt`, {
      subject: `CN=${stem}`,
      issuer: 'CN=kubernetes',
      isCa,
      ...(isCa ? years : {}),
      ...(namesOf[stem] === undefined ? {} : { altNames: namesOf[stem] }),
      ...certificate,
    }),
    key: keyFile(`${pki}/${stem}.key`),
    matches: true,
    ...(isCa ? {} : { issuedByCa: true }),
    ...rest,
  };
}

export function pkiOf(
  pairs: readonly PkiPair[],
  rest: Partial<CertificatesFacts> = {},
): Fact<CertificatesFacts> {
  return known({ directory: pki, pairs, kubeconfigs: [], seenAt, ...rest });
}

/** No external etcd was asked, and no PKI is there: a new node. */
export const etcdDefaults = {
  etcd: known<EtcdFacts>({ endpoints: [], seenAt }),
  certificates: pkiOf([]),
} as const;
