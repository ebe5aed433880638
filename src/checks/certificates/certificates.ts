import { pkiEntriesFor } from '../../catalog/pki.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CertificatesFacts } from '../../probes/certificates/facts.ts';
import type { Check, CheckInput } from '../check.ts';
import { findingOf, plannedEvidence } from '../finding-of.ts';
import { certificatesReasons } from './certificates-reasons.ts';
import { judgeExternalCas } from './judge-external-ca.ts';
import { judgeNames } from './judge-names.ts';
import { type Flaw, judgeFile, judgePair } from './judge-pair.ts';
import { dayOf } from './judge-validity.ts';

const name = 'Certificates';
const about = { check: name, group: 'files' } as const;

/** Whether the PKI that is there already holds: kubeadm keeps it, and judges it late. */
export const certificatesCheck: Check = {
  name,
  title: 'certificates of the control plane',
  group: 'files',
  sources: ['cmd/kubeadm/app/phases/certs/certs.go', 'cmd/kubeadm/app/util/pkiutil/pki_helpers.go'],
  roles: ['control-plane'],
  reasons: certificatesReasons,
  needs: (plan) => (plan.action === 'reset' ? [] : ['certificates', 'privilege']),
  names: () => [name],
  judge(input) {
    if (input.plan.action === 'reset') return [];
    const { certificates } = input.facts;
    if (certificates?.known !== true) {
      const detail = certificates?.cause.detail ?? 'it was not looked at';
      const directory = input.plan.certificatesDir.value;
      const args = { directory, detail };
      return [
        findingOf(about, { code: 'certificates.not-told', verdict: 'unknown', subject: directory, args }),
      ];
    }
    const facts = certificates.value;
    // Nothing to judge on a node that is new.
    if (facts.pairs.length === 0 && facts.serviceAccount === undefined) return [];
    const flaws = judgePki(input, facts);
    return flaws.length > 0 ? flaws.map((flaw) => told(input, facts, flaw)) : [allValid(input, facts)];
  },
};

function judgePki({ plan, facts: { privilege } }: CheckInput, facts: CertificatesFacts): readonly Flaw[] {
  const { directory, pairs, seenAt } = facts;
  const isRoot = privilege?.known === true && privilege.value.uid === 0;
  const isRenewed = plan.action === 'upgrade';
  const byStem = new Map(pairs.map((pair) => [pair.stem, pair]));
  const ofPairs = pkiEntriesFor(plan.etcd.external).flatMap((entry) => {
    const pair = byStem.get(entry.stem);
    return pair === undefined ? [] : judgePair(pair, { entry, directory, seenAt, isRoot, isRenewed });
  });
  return [
    ...ofPairs,
    ...judgeExternalCas(plan, facts),
    ...judgeNames(plan, facts),
    ...judgeKeys(facts, isRoot),
  ];
}

/** kubeadm takes sa.key without sa.pub for a fault, and the other way round. */
function judgeKeys({ serviceAccount }: CertificatesFacts, isRoot: boolean): readonly Flaw[] {
  if (serviceAccount === undefined) return [];
  const { key, publicKey, matches } = serviceAccount;
  const [there, other] = publicKey.state === 'absent' ? [key, publicKey] : [publicKey, key];
  return [
    ...judgeFile(key, 'key', isRoot),
    ...judgeFile(publicKey, 'public key', isRoot),
    ...(other.state === 'absent'
      ? [{ code: 'half-missing', verdict: 'fail', path: there.path, args: { other: other.path } } as const]
      : []),
    ...(matches === false
      ? [{ code: 'mismatch', verdict: 'fail', path: publicKey.path, args: { key: key.path } } as const]
      : []),
  ];
}

function told({ plan }: CheckInput, { directory }: CertificatesFacts, flaw: Flaw): Finding {
  const { code, verdict, path, args } = flaw;
  const isNew = plan.action !== 'upgrade';
  const excerpt = typeof args['detail'] === 'string' ? args['detail'] : '';
  return findingOf(about, {
    code: `certificates.${code}`,
    verdict,
    subject: path,
    args: { path, directory, isNew, ...args },
    evidence: [
      { source: path, ...(excerpt === '' ? {} : { excerpt }) },
      ...(plan.certificatesDir.origin.kind === 'default' ? [] : [plannedEvidence(plan.certificatesDir)]),
    ],
    neededBy: ['kube-apiserver', 'kubeadm'],
  });
}

function allValid({ plan }: CheckInput, { directory, pairs }: CertificatesFacts): Finding {
  const stems = new Set(pkiEntriesFor(plan.etcd.external).map(({ stem }) => stem));
  const all = pairs.flatMap(({ stem, certificate }) =>
    stems.has(stem) ? certificate.certificates.slice(0, 1) : [],
  );
  const ends = Math.min(...all.map(({ notAfter }) => notAfter));
  const count = all.length === 1 ? '1 certificate' : `${all.length} certificates`;
  return findingOf(about, {
    code: 'certificates.valid',
    verdict: 'pass',
    subject: directory,
    args: { directory, count, isOne: all.length === 1, ...(all.length === 0 ? {} : { to: dayOf(ends) }) },
    evidence: [{ source: directory }],
  });
}
