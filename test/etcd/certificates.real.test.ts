import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { certificatesCheck } from '../../src/checks/certificates/certificates.ts';
import { createLinuxHost } from '../../src/host/linux-host.ts';
import { certificatesProbe } from '../../src/probes/certificates/probe.ts';
import { factsOf } from '../builders/facts.ts';
import { fromFile, planOf } from '../builders/plan.ts';
import { findingsOf } from '../check-cases.ts';
import { quietSurvey } from '../fakes/quiet-survey.ts';
import { realIt } from '../real.ts';
import { makePki, type Pki } from './pki.ts';

const needs = ['openssl'] as const;
const isHere = existsSync('/usr/bin/openssl');
let pki: Pki;
let whole: string;
let copies = 0;

/** A PKI as kubeadm lays it out, made by openssl. */
beforeAll(() => {
  if (!isHere) return;
  pki = makePki();
  whole = join(pki.folder, 'whole');
  // The names of the plan that it is judged for.
  const own = ['cp-1', '10.0.0.1'];
  const issue = (path: string, by?: ReturnType<Pki['issue']>, names: readonly string[] = []) =>
    pki.issue({ path: `whole/${path}`, isCa: by === undefined, names, ...(by === undefined ? {} : { by }) });
  const ca = issue('ca');
  const service = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc'];
  issue('apiserver', ca, [...own, ...service, 'kubernetes.default.svc.cluster.local', '10.96.0.1']);
  issue('apiserver-kubelet-client', ca);
  issue('front-proxy-client', issue('front-proxy-ca'));
  const etcd = issue('etcd/ca');
  for (const path of ['etcd/server', 'etcd/peer'])
    issue(path, etcd, [...own, 'localhost', '127.0.0.1', '::1']);
  for (const path of ['etcd/healthcheck-client', 'apiserver-etcd-client']) issue(path, etcd);
  execFileSync('openssl', ['genpkey', '-algorithm', 'RSA', '-out', join(whole, 'sa.key')], { stdio: 'pipe' });
  execFileSync('openssl', ['pkey', '-in', join(whole, 'sa.key'), '-pubout', '-out', join(whole, 'sa.pub')]);
});
afterAll(() => pki?.remove());

/** A copy that a test may spoil. */
function copy(): string {
  copies += 1;
  const folder = join(pki.folder, `copy-${copies}`);
  cpSync(whole, folder, { recursive: true });
  return folder;
}

/** `verdict code path`. */
async function judged(certificatesDir: string, nodeName = 'cp-1'): Promise<readonly string[]> {
  const certificates = await certificatesProbe.run(createLinuxHost(), { ...quietSurvey, certificatesDir });
  const plan = planOf({
    certificatesDir: fromFile(certificatesDir, 'certificatesDir'),
    nodeName: fromFile(nodeName, 'nodeRegistration.name'),
  });
  const findings = findingsOf(certificatesCheck, { plan, facts: factsOf({ certificates }) });
  return findings.map(({ verdict, code, subject }) =>
    `${verdict} ${code} ${subject.replace(certificatesDir, '')}`.trim(),
  );
}

describe('a PKI on disk', () => {
  realIt('is nothing to speak of where there is none', needs, async () => {
    expect(await judged(join(pki.folder, 'nowhere'))).toEqual([]);
    const empty = join(pki.folder, 'empty');
    mkdirSync(empty);
    expect(await judged(empty)).toEqual([]);
    writeFileSync(join(empty, 'notes.txt'), 'nothing of kubeadm');
    expect(await judged(empty)).toEqual([]);
  });

  realIt('holds', needs, async () => {
    expect(await judged(whole)).toEqual(['pass certificates.valid']);
  });

  realIt('is of another node: its CAs are shared, the names are not', needs, async () => {
    expect(await judged(whole, 'cp-2')).toEqual([
      'fail certificates.names-missing /apiserver.crt',
      'fail certificates.names-missing /etcd/peer.crt',
      'fail certificates.names-missing /etcd/server.crt',
    ]);
  });

  realIt('lacks a half', needs, async () => {
    const folder = copy();
    rmSync(join(folder, 'apiserver.key'));
    rmSync(join(folder, 'etcd/peer.crt'));
    rmSync(join(folder, 'sa.pub'));
    expect(await judged(folder)).toEqual([
      'fail certificates.half-missing /apiserver.crt',
      'fail certificates.half-missing /etcd/peer.key',
      'fail certificates.half-missing /sa.key',
    ]);
  });

  realIt('lacks the key of its CA, and kubeconfigs that only it could sign', needs, async () => {
    const folder = copy();
    rmSync(join(folder, 'etcd/ca.key'));
    expect(await judged(folder)).toEqual(['pass certificates.valid']);
    rmSync(join(folder, 'etcd/peer.crt'));
    rmSync(join(folder, 'etcd/peer.key'));
    expect(await judged(folder)).toEqual(['fail certificates.ca-key-missing /etcd/ca.crt']);
  });

  realIt('has expired, is to come, is of another CA, and has swapped keys', needs, async () => {
    const folder = copy();
    const base = folder.replace(`${pki.folder}/`, '');
    const by = { cert: join(folder, 'ca.crt'), key: join(folder, 'ca.key') };
    pki.issue({
      path: `${base}/apiserver-kubelet-client`,
      by,
      from: '20200101000000Z',
      to: '20200201000000Z',
    });
    pki.issue({ path: `${base}/front-proxy-client`, by, from: '20900101000000Z', to: '20910101000000Z' });
    cpSync(join(folder, 'etcd/server.key'), join(folder, 'etcd/peer.key'));
    cpSync(join(folder, 'apiserver.crt'), join(folder, 'etcd/healthcheck-client.crt'));
    expect(await judged(folder)).toEqual([
      'fail certificates.expired /apiserver-kubelet-client.crt',
      'fail certificates.mismatch /etcd/healthcheck-client.crt',
      'fail certificates.foreign /etcd/healthcheck-client.crt',
      'fail certificates.mismatch /etcd/peer.crt',
      'fail certificates.foreign /front-proxy-client.crt',
      'fail certificates.not-yet-valid /front-proxy-client.crt',
    ]);
  });

  realIt('is damaged', needs, async () => {
    const folder = copy();
    writeFileSync(join(folder, 'ca.crt'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    writeFileSync(join(folder, 'sa.key'), 'rubbish');
    expect(await judged(folder)).toEqual(['fail certificates.bad /ca.crt', 'fail certificates.bad /sa.key']);
  });

  realIt('has a key with a password', needs, async () => {
    const folder = copy();
    const key = join(folder, 'ca.key');
    execFileSync('openssl', [
      'pkey',
      '-aes256',
      '-passout',
      'pass:secret',
      '-in',
      join(whole, 'ca.key'),
      '-out',
      key,
    ]);
    expect(await judged(folder)).toEqual(['fail certificates.bad /ca.key']);
  });
});
