import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFact, CertificateFile, PairFact, PemFile } from './facts.ts';
import type { PemText } from './read-pem.ts';

/** Loaded only where there are certificates: this module holds all that needs node:crypto. */

interface Parsed {
  readonly file: CertificateFile;
  readonly certificates: readonly X509Certificate[];
}

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

export function inspectCertificates(pem: PemText): CertificateFile {
  return parse(pem).file;
}

/**
 * @param ca absent: there is none to lead to. Its own pair is given the same file twice, or none.
 */
export function inspectPair(certificate: PemText, key: PemText, ca?: PemText): PairFact {
  const parsed = parse(certificate);
  const secret = privateKey(key);
  const [leaf] = parsed.certificates;
  const roots = ca === undefined ? [] : parse(ca).certificates;
  return {
    certificate: parsed.file,
    key: secret.file,
    ...(leaf === undefined || secret.key === undefined ? {} : { matches: leaf.checkPrivateKey(secret.key) }),
    ...(leaf === undefined || roots.length === 0 ? {} : { issuedByCa: leadsTo(parsed.certificates, roots) }),
  };
}

/** The keys that service accounts are signed and checked with. */
export function inspectKeys(
  key: PemText,
  publicKey: PemText,
): { readonly key: PemFile; readonly publicKey: PemFile; readonly matches?: boolean } {
  const secret = privateKey(key);
  const open = tried(publicKey, (text) => createPublicKey(text));
  const matches =
    secret.key === undefined || open.value === undefined
      ? {}
      : { matches: createPublicKey(secret.key).equals(open.value) };
  return { key: secret.file, publicKey: open.file, ...matches };
}

function parse(pem: PemText): Parsed {
  const { value, file } = tried(pem, (text) => {
    const found = (text.match(block) ?? []).map((one) => new X509Certificate(one));
    if (found.length === 0) throw new Error('no certificate in it');
    return found;
  });
  const certificates = value ?? [];
  return { file: { ...file, certificates: certificates.map(factOf) }, certificates };
}

function privateKey(pem: PemText): { readonly file: PemFile; readonly key: KeyObject | undefined } {
  const { value, file } = tried(pem, (text) => createPrivateKey(text));
  return { file, key: value };
}

function tried<T>(
  { text, ...file }: PemText,
  make: (text: string) => T,
): { readonly file: PemFile; readonly value?: T } {
  if (file.state !== 'read') return { file };
  try {
    return { file, value: make(text) };
  } catch (error) {
    const code = codeOf(error);
    const state = /ENCRYPTED/u.test(text) || code === 'ERR_MISSING_PASSPHRASE' ? 'encrypted' : 'bad';
    return { file: { ...file, state, code } };
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function factOf(certificate: X509Certificate): CertificateFact {
  const { subject, issuer, validFrom, validTo, ca, subjectAltName = '', keyUsage } = certificate;
  return {
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    notBefore: Date.parse(validFrom),
    notAfter: Date.parse(validTo),
    isCa: ca,
    altNames: subjectAltName
      .split(', ')
      .flatMap((name) => /^(?:DNS|IP Address):(.+)$/u.exec(name)?.[1] ?? []),
    // Node gives the extended key usage by this name.
    ...(keyUsage === undefined ? {} : { purposes: keyUsage }),
  };
}

function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ').slice(0, 300);
}

/** Through the certificates that follow the first, as far as they lead. */
function leadsTo([leaf, ...others]: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  let current = leaf;
  for (let step = 0; current !== undefined && step <= others.length; step += 1) {
    const holder = current;
    if (roots.some((root) => isSignedBy(holder, root))) return true;
    current = others.find((other) => other !== holder && isSignedBy(holder, other));
  }
  return false;
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  // Both: one compares the names alone, the other the signature alone.
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
