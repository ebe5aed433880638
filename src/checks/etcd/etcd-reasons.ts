import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const need = 'every endpoint answers GET /version: kubeadm ends where one does not';

function text(args: Args, key: string): string {
  const value = args[key];
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

function first({ endpoints }: Args): string {
  return Array.isArray(endpoints) ? String(endpoints[0]) : '';
}

/** The same question, asked by hand. */
function byHand(args: Args): readonly string[] {
  const files = (
    [
      ['cacert', 'caFile'],
      ['cert', 'certFile'],
      ['key', 'keyFile'],
    ] as const
  ).flatMap(([flag, key]) => (text(args, key) === '' ? [] : [`--${flag} ${text(args, key)}`]));
  return [['curl', ...files, `${first(args).replace(/\/+$/u, '')}/version`].join(' ')];
}

function fault(
  code: string,
  means: string,
  says: (at: string, args: Args) => string,
  mend: string,
  have: (args: Args) => string = (args) => text(args, 'detail'),
): Reason {
  return {
    code,
    means,
    words(args) {
      const quorum =
        args['answering'] === undefined
          ? ''
          : `; ${text(args, 'answering')} of ${text(args, 'all')} answer, which is enough for the API server and not for kubeadm`;
      const remedy: Remedy = { what: mend, verify: byHand(args) };
      return {
        says: `${says(text(args, 'endpoints'), args)}${quorum}`,
        need,
        have: have(args),
        remedies: [remedy],
      };
    },
  };
}

function shown(args: Args): string {
  return `${text(args, 'subject')}, issued by ${text(args, 'issuer')}, for ${text(args, 'altNames') || 'no names'}, ${text(args, 'from')} to ${text(args, 'to')}`;
}

/** Nobody answers. */
const silent: readonly Reason[] = [
  fault(
    'etcd.refused',
    'Nobody listens at the endpoint.',
    (at) => `no etcd at ${at}: connection refused`,
    'start etcd there, and see that it listens at this address and port (--listen-client-urls)',
  ),
  fault(
    'etcd.unreachable',
    'The network does not lead to the endpoint.',
    (at) => `the network does not lead to ${at}`,
    'look at the address and at the routes of this host',
  ),
  fault(
    'etcd.timed-out',
    'The endpoint does not take the connection: often a firewall.',
    (at) => `${at} does not take a connection within 2 s`,
    'look at firewalls between this host and etcd: TCP port 2379 must be open',
  ),
  fault(
    'etcd.no-answer',
    'The endpoint takes the connection and says nothing: etcd may have no leader, or a slow disk.',
    (at) => `${at} takes the connection and does not answer within 2 s`,
    "look at that member's log, its leader and its disk: etcdctl endpoint status --cluster",
  ),
  fault(
    'etcd.name-unknown',
    'The name of the endpoint is in no hosts file and no DNS.',
    (at) => `the name in ${at} is not known here`,
    'add the name to DNS or /etc/hosts, or use the address',
  ),
  fault(
    'etcd.name-unanswered',
    'No name server says what the name of the endpoint stands for.',
    (at) => `the name in ${at} could not be looked up`,
    'see which name servers /etc/resolv.conf names and whether they answer, or use the address',
  ),
  fault(
    'etcd.cut',
    'The endpoint ends the connection without an answer.',
    (at) => `${at} ends the connection without an answer`,
    'see what listens there, and its log',
  ),
];

/** One of the two sides does not take the other's certificate, or speaks otherwise. */
const distrust: readonly Reason[] = [
  fault(
    'etcd.client-refused',
    'etcd does not take the client certificate, or wants one and gets none.',
    (at, args) =>
      text(args, 'certFile') === ''
        ? `etcd at ${at} wants a client certificate, and the configuration names none`
        : `etcd at ${at} does not take the client certificate ${text(args, 'certFile')}`,
    "set etcd.external.certFile and keyFile to a pair that etcd's --trusted-ca-file has signed, valid now, for client authentication",
    (args) => `TLS alert: ${text(args, 'detail')}`,
  ),
  fault(
    'etcd.untrusted',
    'The certificate of etcd is not from the CA that the plan names.',
    (at, args) =>
      `the certificate of ${at} is not from the CA in ${text(args, 'caFile') || "this system's store"}`,
    "set etcd.external.caFile to the CA that signed etcd's certificates; where somebody stands between, ask who",
    shown,
  ),
  fault(
    'etcd.server-expired',
    'The certificate of etcd has expired.',
    (at, args) => `the certificate of ${at} ended on ${text(args, 'to')}`,
    'renew the server certificate of that etcd, and see that the clock of this host is right',
    shown,
  ),
  fault(
    'etcd.server-not-yet-valid',
    'The certificate of etcd is not valid yet: a clock is wrong.',
    (at, args) =>
      `the certificate of ${at} holds only from ${text(args, 'from')} on, and this host says it is ${text(args, 'now')}`,
    'set the clock of this host, or that of the host that made the certificate',
    shown,
  ),
  fault(
    'etcd.wrong-name',
    'The certificate of etcd does not have the name or address of the endpoint.',
    (at) => `the certificate of ${at} is for other names`,
    'use a name or address that the certificate has (a common name does not count), or make a certificate for this one',
    shown,
  ),
  fault(
    'etcd.speaks-plain',
    'The endpoint says https, and etcd there speaks plain http.',
    (at) => `${at} speaks plain http, not TLS`,
    'give etcd a certificate (--cert-file, --key-file, https in --listen-client-urls), or write http:// and name no certificates',
    () => 'it answers GET /version over http',
  ),
  fault(
    'etcd.speaks-tls',
    'The endpoint says http, and etcd there speaks TLS.',
    (at) => `${at} speaks TLS, not plain http`,
    'write https:// in etcd.external.endpoints, and name caFile, certFile and keyFile',
    (args) => `${text(args, 'detail')}; it takes a TLS handshake`,
  ),
  fault(
    'etcd.tls-failed',
    'The TLS handshake fails for another reason than a certificate.',
    (at) => `no TLS connection to ${at}`,
    'see what listens there, and which versions and ciphers of TLS it allows: kubeadm speaks 1.2 and 1.3',
  ),
];

const strange: readonly Reason[] = [
  fault(
    'etcd.bad-url',
    'The endpoint is no URL of http or https.',
    (at) => `${at} is no endpoint`,
    'write https://host:2379 in etcd.external.endpoints',
  ),
  fault(
    'etcd.bad-status',
    'The endpoint answers that it has failed.',
    (at, args) => `${at} answers ${text(args, 'detail')}`,
    "read that member's log, and that of a proxy before it",
  ),
  fault(
    'etcd.not-etcd',
    'What answers is not etcd.',
    (at) => `what answers at ${at} is not etcd`,
    'see what listens there: etcd tells etcdserver and etcdcluster at /version. Where it serves HTTP at a port of its own (--listen-client-http-urls), name that in httpEndpoints (kubeadm 1.35 and later)',
  ),
];

function tooOld(code: string, means: string, ending: string): Reason {
  return {
    code,
    means,
    words: (args) => ({
      says: `etcd ${text(args, 'version')} at ${text(args, 'endpoints')} is too old${ending}`,
      need: `etcd ${text(args, 'minimum')} or later, for kubeadm ${text(args, 'release')}`,
      have: `etcdserver ${text(args, 'version')}`,
      remedies: [
        {
          what: `upgrade etcd to ${text(args, 'minimum')} or later, one minor release after the other, member by member`,
          verify: byHand(args),
        },
      ],
    }),
  };
}

export const etcdReasons: readonly Reason[] = [
  {
    code: 'etcd.answers',
    means: 'Every endpoint answers, and is new enough.',
    words: (args) => ({ says: `etcd ${text(args, 'version')} answers at ${text(args, 'endpoints')}` }),
  },
  ...silent,
  ...distrust,
  ...strange,
  tooOld('etcd.too-old', 'etcd is older than this kubeadm takes.', ''),
  tooOld(
    'etcd.maybe-too-old',
    'etcd is older than what kubeadm of this release probably takes.',
    ' for the kubeadm of later patch releases, and maybe for this one',
  ),
  {
    code: 'etcd.not-asked',
    means: 'The files to ask etcd with are of no use.',
    words: (args) => ({
      says: 'etcd could not be asked: our own certificates are of no use',
      need,
      have: text(args, 'detail'),
      remedies: [{ what: 'mend what ExternalEtcdClientCertificates says', verify: byHand(args) }],
    }),
  },
  {
    code: 'etcd.not-told',
    means: 'Whether etcd answers was not looked at, or took too long.',
    words: (args) => ({
      says: 'whether the external etcd answers could not be told',
      have: text(args, 'detail'),
      remedies: [{ what: 'ask by hand', now: byHand(args) }],
    }),
  },
];
