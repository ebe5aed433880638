import type { Plan } from '../../config/plan.ts';
import type { Args, Finding, Verdict } from '../../findings/finding.ts';
import type { CertificateFact, PemFile } from '../../probes/certificates/facts.ts';
import type { EtcdFacts } from '../../probes/etcd/facts.ts';
import { dayOf, judgeValidity, momentOf } from '../certificates/judge-validity.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { clientCertificateReasons } from './client-certificate-reasons.ts';
import { usesExternalEtcd } from './uses-external-etcd.ts';

const name = 'ExternalEtcdClientCertificates';
const about = { check: name, group: 'files' } as const;
/** Any purpose, and TLS client authentication (RFC 5280, 4.2.1.12). */
const clientPurposes = new Set(['2.5.29.37.0', '1.3.6.1.5.5.7.3.2']);

type Field = 'caFile' | 'certFile' | 'keyFile';
const fields = ['caFile', 'certFile', 'keyFile'] as const satisfies readonly Field[];

/** Whether what the API server shows to an external etcd is there, and holds. */
export const externalEtcdClientCertificatesCheck: Check = {
  name,
  title: 'certificates for etcd',
  group: 'files',
  sources: ['cmd/kubeadm/app/preflight/checks.go', 'cmd/kubeadm/app/apis/kubeadm/validation/validation.go'],
  roles: ['control-plane'],
  kubeadms: true,
  reasons: clientCertificateReasons,
  needs: (plan) => (usesExternalEtcd(plan) ? ['etcd', 'privilege'] : []),
  names: () => [name],
  judge(input) {
    const { plan, facts, stance } = input;
    if (!usesExternalEtcd(plan) || named(plan).length === 0) return [];
    const { etcd } = facts;
    if (etcd?.known !== true) {
      const detail = etcd?.cause.detail ?? 'it was not looked at';
      return [told(input, 'certFile', 'not-told', 'unknown', { detail })];
    }
    const findings =
      stance.policy === 'kubeadm'
        ? missing(input, etcd.value)
        : [...judgePlan(input), ...judgeFiles(input, etcd.value), ...judgeContents(input, etcd.value)];
    if (findings.length > 0) return findings;
    const shown = plan.etcd.certFile.value === '' ? 'caFile' : 'certFile';
    return [told(input, shown, 'valid', 'pass', stance.policy === 'kubeadm' ? {} : endOf(etcd.value))];
  },
};

function named({ etcd }: Plan): readonly Field[] {
  return fields.filter((field) => etcd[field].value !== '');
}

function fileOf({ ca, client }: EtcdFacts, field: Field): PemFile | undefined {
  return { caFile: ca, certFile: client?.certificate, keyFile: client?.key }[field];
}

/** kubeadm only asks whether they are there: by stat(2), so that one that may not be read is. */
function missing(input: CheckInput, etcd: EtcdFacts): readonly Finding[] {
  return named(input.plan).flatMap((field) => {
    const file = fileOf(etcd, field);
    return file?.state === 'absent' ? [told(input, field, 'absent', 'fail', { detail: file.code })] : [];
  });
}

/** What kubeadm's validation refuses. */
function judgePlan(input: CheckInput): readonly Finding[] {
  const { etcd } = input.plan;
  const set = named(input.plan);
  const wanted = set.some((field) => field !== 'caFile')
    ? fields.filter((field) => !set.includes(field))
    : [];
  const plain = etcd.endpoints.value.filter((url) => url.startsWith('http:'));
  return [
    ...wanted.map((field) =>
      told(input, field, 'incomplete', 'fail', { missing: field, set: set.join(', ') }),
    ),
    ...plain.map((url) => told(input, set[0] ?? 'caFile', 'http-endpoint', 'fail', { url })),
  ];
}

function judgeFiles(input: CheckInput, etcd: EtcdFacts): readonly Finding[] {
  return named(input.plan).flatMap((field) => judgeFile(input, field, fileOf(etcd, field)));
}

function judgeFile(input: CheckInput, field: Field, file: PemFile | undefined): readonly Finding[] {
  const { privilege } = input.facts;
  const isRoot = privilege?.known === true && privilege.value.uid === 0;
  // With --certificate-key a joining control plane downloads them before it needs them.
  const downloads = input.plan.action === 'join';
  const args = { detail: file?.code ?? '', kind: field === 'keyFile' ? 'key' : 'certificate' };
  switch (file?.state) {
    case 'absent':
      return [told(input, field, 'absent', downloads ? 'warn' : 'fail', { ...args, downloads })];
    case 'forbidden':
      if (!isRoot) return [told(input, field, 'needs-root', 'unknown', args)];
      return [told(input, field, 'unreadable', 'fail', args)];
    case 'failed':
      return [told(input, field, 'unreadable', 'fail', args)];
    case 'bad':
    case 'encrypted':
      return [told(input, field, file.state, 'fail', args)];
    case 'read':
    case undefined:
      break;
  }
  return [];
}

function judgeContents(input: CheckInput, etcd: EtcdFacts): readonly Finding[] {
  const { client, ca, endpoints, seenAt } = etcd;
  const leaf = countingOf(etcd, 'certFile');
  const dates = (['caFile', 'certFile'] as const).flatMap((field) => {
    const one = countingOf(etcd, field);
    if (one === undefined) return [];
    const validity = judgeValidity(one, seenAt);
    if (validity === 'valid') return [];
    const form = validity === 'not-yet-valid' ? momentOf : dayOf;
    const args = {
      subject: one.subject,
      from: form(one.notBefore),
      to: dayOf(one.notAfter),
      now: form(seenAt),
    };
    return [told(input, field, validity, validity === 'expires-soon' ? 'warn' : 'fail', args)];
  });
  const mode = client?.key.mode ?? 0;
  return [
    ...(client?.matches === false && leaf !== undefined
      ? [told(input, 'certFile', 'mismatch', 'fail', { key: client.key.path, subject: leaf.subject })]
      : []),
    ...dates,
    ...(leaf?.purposes?.some((purpose) => clientPurposes.has(purpose)) === false
      ? [told(input, 'certFile', 'not-for-clients', 'fail', { purposes: leaf.purposes.join(', ') })]
      : []),
    // An etcd that answered took it, whoever issued it.
    ...(client?.issuedByCa === false && !endpoints.some(({ state }) => state === 'answered')
      ? [told(input, 'certFile', 'foreign', 'warn', { issuer: leaf?.issuer ?? '', caFile: ca?.path ?? '' })]
      : []),
    ...((mode & 0o004) === 0
      ? []
      : [told(input, 'keyFile', 'open-key', 'warn', { mode: mode.toString(8).padStart(4, '0') })]),
  ];
}

function endOf(etcd: EtcdFacts): Args {
  const ends = (['caFile', 'certFile'] as const).flatMap((field) => countingOf(etcd, field)?.notAfter ?? []);
  return ends.length === 0 ? {} : { to: dayOf(Math.min(...ends)) };
}

/** Of a bundle of CAs each may be the one that counts: only the last to end tells something. */
function countingOf({ client, ca }: EtcdFacts, field: 'caFile' | 'certFile'): CertificateFact | undefined {
  if (field === 'certFile') return client?.certificate.certificates[0];
  return ca?.certificates.toSorted((a, b) => b.notAfter - a.notAfter)[0];
}

function told(input: CheckInput, field: Field, code: string, verdict: Verdict, args: Args = {}): Finding {
  const planned = input.plan.etcd[field];
  const path = planned.value;
  const detail =
    typeof args['detail'] === 'string' && args['detail'] !== '' ? { excerpt: args['detail'] } : {};
  return findingOf(about, {
    code: `etcd-certificates.${code}`,
    verdict,
    subject: path === '' ? field : path,
    args: { path, field: `etcd.external.${field}`, ...args },
    evidence: [plannedEvidence(planned), ...(path === '' ? [] : [{ source: path, ...detail }])],
    neededBy: ['kube-apiserver', 'kubeadm'],
  });
}
