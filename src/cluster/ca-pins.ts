import { createHash, X509Certificate } from 'node:crypto';

/** The certificates of a PEM bundle; undefined if one cannot be read, or there is none. */
export function certificatesOf(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  try {
    const certificates = blocks.map((block) => new X509Certificate(block));
    return certificates.length > 0 ? certificates : undefined;
  } catch {
    return undefined;
  }
}

/** kubeadm's pin of a CA: `sha256:` and the hash of its public key (SubjectPublicKeyInfo, DER). */
export function pinOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return `sha256:${createHash('sha256').update(spki).digest('hex')}`;
}

/** One certificate with an allowed key suffices, as for kubeadm. */
export function isPinned(certificates: readonly X509Certificate[], pins: readonly string[]): boolean {
  const allowed = new Set(pins.map((pin) => pin.trim().toLowerCase()));
  return certificates.some((certificate) => allowed.has(pinOf(certificate)));
}

export function isPin(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/iu.test(text.trim());
}
