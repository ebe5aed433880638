/** One certificate of a PEM file. Times are milliseconds since 1970. */
export interface CertificateFact {
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isCa: boolean;
  /** DNS names and addresses. */
  readonly altNames: readonly string[];
  /** OIDs of the extended key usage; absent: for every purpose. */
  readonly purposes?: readonly string[];
}

/** What became of a file. */
export interface PemFile {
  readonly path: string;
  /** `bad`: read, and not what it should be; `encrypted`: a key that wants a password. */
  readonly state: 'read' | 'absent' | 'forbidden' | 'failed' | 'bad' | 'encrypted';
  /** errno, or what the library said; '' when it was read. */
  readonly code: string;
  /** Permission bits, where the file is there. */
  readonly mode?: number;
}

export interface CertificateFile extends PemFile {
  /** In the order of the file: the first counts, those after it lead to the CA. */
  readonly certificates: readonly CertificateFact[];
}

/** A certificate with its key. */
export interface PairFact {
  readonly certificate: CertificateFile;
  readonly key: PemFile;
  /** The key belongs to the certificate; absent: one of them could not be read. */
  readonly matches?: boolean;
  /** The certificate leads to its CA; absent: one of them could not be read, or there is no CA. */
  readonly issuedByCa?: boolean;
}

/** A pair of kubeadm's PKI; its paths are below the directory. */
export interface PkiPair extends PairFact {
  /** `etcd/server`: the path without `.crt`. */
  readonly stem: string;
}

export interface CertificatesFacts {
  readonly directory: string;
  /** Pairs of which at least one half is there; the key of `sa` with the public half as its certificate. */
  readonly pairs: readonly PkiPair[];
  /** sa.key and sa.pub; absent: neither is there. */
  readonly serviceAccount?: {
    readonly key: PemFile;
    readonly publicKey: PemFile;
    readonly matches?: boolean;
  };
  /** Those of kubeadm's kubeconfigs that are there. */
  readonly kubeconfigs: readonly string[];
  /** What the clock of the host said. */
  readonly seenAt: number;
}
