import type { PkiEntry } from '../../catalog/pki.ts';
import type { Args, Verdict } from '../../findings/finding.ts';
import type { PemFile, PkiPair } from '../../probes/certificates/facts.ts';
import { dayOf, judgeValidity, momentOf } from './judge-validity.ts';

/** What is wrong with one file or pair; the check makes findings of it. */
export interface Flaw {
  /** Without `certificates.`. */
  readonly code: string;
  readonly verdict: Verdict;
  readonly path: string;
  readonly args: Args;
}

export interface PairContext {
  readonly entry: PkiEntry;
  readonly directory: string;
  readonly seenAt: number;
  readonly isRoot: boolean;
  /** An upgrade renews what kubeadm has signed itself. */
  readonly isRenewed: boolean;
}

/** Files that are no PEM, cannot be read, or lack their other half. A CA may: its key can be elsewhere. */
export function judgeFile(
  file: PemFile,
  kind: 'certificate' | 'key' | 'public key',
  isRoot: boolean,
): readonly Flaw[] {
  const flaw = (code: string, verdict: Verdict): readonly Flaw[] => [
    { code, verdict, path: file.path, args: { kind, detail: file.code } },
  ];
  switch (file.state) {
    case 'forbidden':
      return isRoot ? flaw('unreadable', 'fail') : flaw('needs-root', 'unknown');
    case 'failed':
      return flaw('unreadable', 'fail');
    case 'bad':
    case 'encrypted':
      return flaw('bad', 'fail');
    case 'absent':
    case 'read':
      break;
  }
  return [];
}

export function judgePair(
  { certificate, key, matches, issuedByCa }: PkiPair,
  context: PairContext,
): readonly Flaw[] {
  const { entry, directory, isRoot } = context;
  const { path } = certificate;
  const isCa = entry.ca === undefined;
  const [leaf] = certificate.certificates;
  const flaws: Flaw[] = [
    ...judgeFile(certificate, 'certificate', isRoot),
    ...judgeFile(key, 'key', isRoot),
    ...judgeHalves(certificate, key, isCa),
  ];
  if (leaf === undefined) return flaws;
  const fail = (code: string, args: Args): void => {
    flaws.push({ code, verdict: 'fail', path, args: { key: key.path, subject: leaf.subject, ...args } });
  };
  if (matches === false) fail('mismatch', {});
  if (isCa && !leaf.isCa) fail('not-a-ca', {});
  if (!isCa && issuedByCa === false)
    fail('foreign', { ca: `${directory}/${entry.ca}.crt`, issuer: leaf.issuer });
  return [...flaws, ...judgeDates(path, leaf, key, context)];
}

function judgeHalves(certificate: PemFile, key: PemFile, isCa: boolean): readonly Flaw[] {
  const [there, other] = certificate.state === 'absent' ? [key, certificate] : [certificate, key];
  if (other.state !== 'absent' || (isCa && other === key)) return [];
  return [{ code: 'half-missing', verdict: 'fail', path: there.path, args: { other: other.path } }];
}

function judgeDates(
  path: string,
  leaf: PkiPair['certificate']['certificates'][number],
  key: PemFile,
  { entry, seenAt, isRenewed }: PairContext,
): readonly Flaw[] {
  const validity = judgeValidity(leaf, seenAt);
  const isCa = entry.ca === undefined;
  if (validity === 'valid' || (validity === 'expires-soon' && isRenewed && !isCa)) return [];
  const form = validity === 'not-yet-valid' ? momentOf : dayOf;
  const args = {
    subject: leaf.subject,
    from: form(leaf.notBefore),
    to: dayOf(leaf.notAfter),
    now: form(seenAt),
    isCa,
    key: key.path,
    // The words of `kubeadm certs renew`.
    renews: entry.stem.replace('/', '-'),
  };
  return [{ code: validity, verdict: validity === 'expires-soon' ? 'warn' : 'fail', path, args }];
}
