import type { ServerCertificate } from '../../host/host.ts';
import type { CertificateFile, PairFact } from '../certificates/facts.ts';

/**
 * What came of asking one endpoint for its version. `no-answer`: it took the connection and said nothing;
 * `speaks-plain`, `speaks-tls`: the other of http and https than the endpoint says; `client-refused`: it does
 * not take our certificate, or wants one; `not-asked`: our own files are of no use.
 */
export type EndpointState =
  | 'answered'
  | 'bad-url'
  | 'name-unknown'
  | 'name-unanswered'
  | 'refused'
  | 'unreachable'
  | 'timed-out'
  | 'no-answer'
  | 'client-refused'
  | 'untrusted'
  | 'server-expired'
  | 'server-not-yet-valid'
  | 'wrong-name'
  | 'speaks-plain'
  | 'speaks-tls'
  | 'tls-failed'
  | 'cut'
  | 'bad-status'
  | 'not-etcd'
  | 'not-asked';

export interface EndpointFact {
  readonly url: string;
  readonly state: EndpointState;
  /** What it says of itself: `3.5.24`; '' if it did not answer. */
  readonly version: string;
  /** errno, a code of OpenSSL, an HTTP status, or what was said instead. */
  readonly detail: string;
  /** What it showed where it was not trusted. */
  readonly server?: ServerCertificate;
}

export interface EtcdFacts {
  readonly endpoints: readonly EndpointFact[];
  /** Absent where the plan names none. */
  readonly ca?: CertificateFile;
  /** The client's; a half that the plan does not name is `absent` at the path ''. */
  readonly client?: PairFact;
  /** What the clock of the host said. */
  readonly seenAt: number;
}
