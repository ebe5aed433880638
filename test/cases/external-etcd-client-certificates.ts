import { externalEtcdClientCertificatesCheck } from '../../src/checks/etcd/external-etcd-client-certificates.ts';
import type { CertificateFile, PairFact, PemFile } from '../../src/probes/certificates/facts.ts';
import { unknown } from '../../src/probes/fact.ts';
import type { Facts } from '../../src/probes/facts.ts';
import {
  absentFile,
  certificateFile,
  certificateOf,
  client,
  day,
  endpointOf,
  endpointUrls,
  etcdFiles,
  etcdOf,
  externalEtcd,
  keyFile,
  seenAt,
} from '../builders/etcd.ts';
import { factsOf, ordinaryUser } from '../builders/facts.ts';
import { byDefault, fromFile, planOf } from '../builders/plan.ts';
import type { CheckCases } from '../check-cases.ts';

const plan = externalEtcd();
const kubeadm = { policy: 'kubeadm' } as const;

/** The client's pair differs so. */
function pair(overrides: Partial<PairFact>): Facts {
  return factsOf({ etcd: etcdOf({ client: { ...client, ...overrides } }) });
}

function key(state: PemFile['state'], code: string): Partial<PairFact> {
  return { key: keyFile(etcdFiles.key, { state, code }) };
}

function dated(notBefore: number, notAfter: number): Facts {
  return pair({ certificate: certificateFile(etcdFiles.cert, { notBefore, notAfter }) });
}

/** Two certificates in one file, by when they end. */
function bundle(path: string, ...ends: readonly [number, number]): CertificateFile {
  return {
    ...certificateFile(path),
    certificates: ends.map((notAfter) => certificateOf({ notAfter, subject: `CN=until ${notAfter}` })),
  };
}

const refused = [endpointOf(endpointUrls[0], 'refused')];

export const cases: CheckCases = {
  check: externalEtcdClientCertificatesCheck,
  cases: [
    { name: 'all hold', plan, facts: pair({}), says: ['pass etcd-certificates.valid'] },
    {
      name: 'all are there, as kubeadm',
      plan,
      facts: pair({}),
      stance: kubeadm,
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'certificate and key are not there',
      plan,
      facts: pair({ certificate: absentFile(etcdFiles.cert), key: absentFile(etcdFiles.key) }),
      says: ['fail etcd-certificates.absent', 'fail etcd-certificates.absent'],
    },
    {
      name: 'the key is not there, as kubeadm',
      plan,
      facts: pair({ key: absentFile(etcdFiles.key) }),
      stance: kubeadm,
      says: ['fail etcd-certificates.absent'],
    },
    {
      name: 'not there, on a control plane that joins: kubeadm may download them',
      plan: externalEtcd({}, { action: 'join', phase: 'join' }),
      facts: pair({ key: absentFile(etcdFiles.key) }),
      says: ['warn etcd-certificates.absent'],
    },
    {
      name: 'an expired one is there, which is all that kubeadm asks',
      plan,
      facts: dated(seenAt - 400 * day, seenAt - day),
      stance: kubeadm,
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'an ordinary user may not read the key',
      plan,
      facts: factsOf({
        user: ordinaryUser,
        etcd: etcdOf({ client: { ...client, ...key('forbidden', 'EACCES') } }),
      }),
      says: ['unknown etcd-certificates.needs-root'],
    },
    {
      name: 'root may not read the key',
      plan,
      facts: pair(key('forbidden', 'EACCES')),
      says: ['fail etcd-certificates.unreadable'],
    },
    {
      name: 'the key is a directory',
      plan,
      facts: pair(key('failed', 'EISDIR')),
      says: ['fail etcd-certificates.unreadable'],
    },
    {
      name: 'the key is no key',
      plan,
      facts: pair(key('bad', 'ERR_OSSL_UNSUPPORTED')),
      says: ['fail etcd-certificates.bad'],
    },
    {
      name: 'the key has a password',
      plan,
      facts: pair(key('encrypted', 'ERR_MISSING_PASSPHRASE')),
      says: ['fail etcd-certificates.encrypted'],
    },
    { name: 'another key', plan, facts: pair({ matches: false }), says: ['fail etcd-certificates.mismatch'] },
    {
      name: 'expired',
      plan,
      facts: dated(seenAt - 400 * day, seenAt - day),
      says: ['fail etcd-certificates.expired'],
    },
    {
      name: 'not yet valid',
      plan,
      facts: dated(seenAt + 3600_000, seenAt + 90 * day),
      says: ['fail etcd-certificates.not-yet-valid'],
    },
    {
      name: 'ends in a week',
      plan,
      facts: dated(seenAt - 358 * day, seenAt + 7 * day),
      says: ['warn etcd-certificates.expires-soon'],
    },
    {
      name: 'lives for a week, and is new',
      plan,
      facts: dated(seenAt - day, seenAt + 6 * day),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'the CA has expired',
      plan,
      facts: factsOf({
        etcd: etcdOf({ ca: certificateFile(etcdFiles.ca, { isCa: true, notAfter: seenAt - 1 }) }),
      }),
      says: ['fail etcd-certificates.expired'],
    },
    {
      name: 'one CA of a bundle has expired',
      plan,
      facts: factsOf({
        etcd: etcdOf({
          ca: bundle(etcdFiles.ca, seenAt - day, seenAt + 900 * day),
          client: { ...client, certificate: bundle(etcdFiles.cert, seenAt + 100 * day, seenAt - day) },
        }),
      }),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'all CAs of a bundle have expired',
      plan,
      facts: factsOf({ etcd: etcdOf({ ca: bundle(etcdFiles.ca, seenAt - 9 * day, seenAt - day) }) }),
      says: ['fail etcd-certificates.expired'],
    },
    {
      name: 'for servers and clients',
      plan,
      facts: pair({
        certificate: certificateFile(etcdFiles.cert, {
          purposes: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
        }),
      }),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'of another CA, and one of two etcds took it',
      plan,
      facts: factsOf({
        etcd: etcdOf({
          client: { ...client, issuedByCa: false },
          endpoints: [endpointOf(endpointUrls[0], 'refused'), endpointOf(endpointUrls[1], 'answered')],
        }),
      }),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'a CA alone, for etcds that ask for no certificate',
      plan: externalEtcd({ certFile: byDefault(''), keyFile: byDefault('') }),
      facts: pair({ certificate: absentFile(''), key: absentFile('') }),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'for servers alone',
      plan,
      facts: pair({ certificate: certificateFile(etcdFiles.cert, { purposes: ['1.3.6.1.5.5.7.3.1'] }) }),
      says: ['fail etcd-certificates.not-for-clients'],
    },
    {
      name: 'for every purpose',
      plan,
      facts: pair({ certificate: certificateFile(etcdFiles.cert) }),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'of another CA, and nobody answered',
      plan,
      facts: factsOf({ etcd: etcdOf({ client: { ...client, issuedByCa: false }, endpoints: refused }) }),
      says: ['warn etcd-certificates.foreign'],
    },
    {
      name: 'of another CA, and etcd took it',
      plan,
      facts: pair({ issuedByCa: false }),
      says: ['pass etcd-certificates.valid'],
    },
    {
      name: 'everybody may read the key',
      plan,
      facts: pair({ key: keyFile(etcdFiles.key, { mode: 0o644 }) }),
      says: ['warn etcd-certificates.open-key'],
    },
    {
      name: 'a certificate without its key',
      plan: externalEtcd({ keyFile: byDefault('') }),
      facts: pair({ key: absentFile('') }),
      says: ['fail etcd-certificates.incomplete'],
    },
    {
      name: 'plain http among the endpoints',
      plan: externalEtcd({ endpoints: fromFile(['http://10.0.0.21:2379'], 'etcd.external.endpoints') }),
      facts: pair({}),
      says: ['fail etcd-certificates.http-endpoint'],
    },
    {
      name: 'not looked at',
      plan,
      facts: factsOf({ etcd: unknown('timed-out', 'the probe etcd did not answer in 5000 ms') }),
      says: ['unknown etcd-certificates.not-told'],
    },
    {
      name: 'none are named',
      plan: externalEtcd({ caFile: byDefault(''), certFile: byDefault(''), keyFile: byDefault('') }),
      says: [],
    },
    { name: 'an etcd of its own', plan: planOf(), says: [] },
    { name: 'reset', plan: externalEtcd({}, { action: 'reset', phase: 'reset' }), says: [] },
  ],
};
