import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

function text(args: Args, key: string): string {
  const value = args[key];
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

function reason(
  code: string,
  means: string,
  says: (args: Args) => string,
  needs: string,
  have: (args: Args) => string,
  remedy: (args: Args) => Remedy,
): Reason {
  return {
    code,
    means,
    words: (args) => ({ says: says(args), need: needs, have: have(args), remedies: [remedy(args)] }),
  };
}

const validNow = 'certificates that are valid now: kubeadm keeps those that it finds';

/** A CA cannot be renewed in place; what it signed can. */
function renewal(args: Args): Remedy {
  const verify = [`openssl x509 -noout -subject -issuer -dates -in ${text(args, 'path')}`];
  if (args['isCa'] === true) {
    return {
      what: 'a CA is replaced by hand, with all that it signed (https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/); on a node that is to be new: move the old PKI away',
      now: [`mv ${text(args, 'directory')} ${text(args, 'directory')}.old`],
      verify,
    };
  }
  if (args['isNew'] === true) {
    return {
      what: 'move the old pair away: kubeadm makes a new one',
      now: [
        `mv ${text(args, 'path')} ${text(args, 'path')}.old`,
        `mv ${text(args, 'key')} ${text(args, 'key')}.old`,
      ],
      verify,
    };
  }
  return {
    what: 'have kubeadm renew it, and restart the static pods of the control plane',
    now: [`kubeadm certs renew ${text(args, 'renews')}`],
    verify: ['kubeadm certs check-expiration'],
  };
}

const files: readonly Reason[] = [
  reason(
    'certificates.bad',
    'A file of the PKI is not what its name says.',
    (args) => `${text(args, 'path')} is no ${text(args, 'kind')} in PEM`,
    'files in PEM, as kubeadm writes them: it ends where it cannot load one',
    (args) => text(args, 'detail'),
    (args) => ({
      what: 'restore the file, or move it away with its other half, so that kubeadm makes both anew',
      now: [`head -1 ${text(args, 'path')}`],
    }),
  ),
  reason(
    'certificates.unreadable',
    'A file of the PKI is there and cannot be read.',
    (args) => `${text(args, 'path')} cannot be read`,
    'files that root can read',
    (args) => text(args, 'detail'),
    (args) => ({ what: 'see what it is, and who may read it', now: [`ls -lZ ${text(args, 'path')}`] }),
  ),
  reason(
    'certificates.needs-root',
    'An ordinary user may not read the PKI.',
    (args) => `only root can read ${text(args, 'path')}`,
    'root: kubeadm runs as root, too',
    (args) => text(args, 'detail'),
    () => ({ what: 'run this again as root', now: ['sudo kube-preflight …'] }),
  ),
  reason(
    'certificates.half-missing',
    'Of a pair one half is there: kubeadm ends where it tries to load both.',
    (args) => `${text(args, 'path')} is there, ${text(args, 'other')} is not`,
    'both halves, or none, in which case kubeadm makes them',
    (args) => `no ${text(args, 'other')}`,
    (args) => ({
      what: 'restore the other half, or move this one away',
      now: [`mv ${text(args, 'path')} ${text(args, 'path')}.old`],
    }),
  ),
  reason(
    'certificates.ca-key-missing',
    'A CA is there without its key, and what it would have to sign is not all there.',
    (args) => `${text(args, 'path')} is there without its key, and not all that it would sign`,
    'the key of the CA; or, where the key is kept elsewhere on purpose, all that it would sign',
    (args) => `no ${text(args, 'key')}; not there: ${text(args, 'wanted')}`,
    (args) => ({
      what: `put the key in ${text(args, 'key')} until the node is set up, or bring what is missing (kubeadm certs generate-csr)`,
      verify: [`ls -l ${text(args, 'directory')}`],
    }),
  ),
];

const contents: readonly Reason[] = [
  reason(
    'certificates.mismatch',
    'A key is not the one of its certificate.',
    (args) => `${text(args, 'key')} is not the key of ${text(args, 'path')}`,
    'two halves of one pair',
    (args) =>
      `another public key${args['subject'] === undefined ? '' : ` in the certificate of ${text(args, 'subject')}`}`,
    (args) => ({
      what: 'restore the half that belongs to the other; both commands must print the same',
      now: [
        text(args, 'path').endsWith('.pub')
          ? `cat ${text(args, 'path')}`
          : `openssl x509 -noout -pubkey -in ${text(args, 'path')}`,
        `openssl pkey -pubout -in ${text(args, 'key')}`,
      ],
    }),
  ),
  reason(
    'certificates.expired',
    'A certificate has expired; kubeadm only warns, and the control plane does not come up.',
    (args) => `${text(args, 'path')} ended on ${text(args, 'to')}`,
    validNow,
    (args) =>
      `${text(args, 'subject')}: ${text(args, 'from')} to ${text(args, 'to')}; the clock here says ${text(args, 'now')}`,
    renewal,
  ),
  reason(
    'certificates.not-yet-valid',
    'A certificate begins in the future: a clock is wrong.',
    (args) => `${text(args, 'path')} holds only from ${text(args, 'from')} UTC on: a clock is wrong`,
    validNow,
    (args) => `the clock here says ${text(args, 'now')} UTC`,
    () => ({
      what: 'set the clock of this host, or that of the host that made the certificate',
      now: ['timedatectl', 'chronyc tracking'],
    }),
  ),
  reason(
    'certificates.expires-soon',
    'A certificate expires within a month.',
    (args) => `${text(args, 'path')} ends on ${text(args, 'to')}`,
    'more than a month of validity',
    (args) => `${text(args, 'subject')}: until ${text(args, 'to')}`,
    renewal,
  ),
  reason(
    'certificates.foreign',
    'A certificate is not from the CA beside it: kubeadm ends there.',
    (args) => `${text(args, 'path')} is not from the CA in ${text(args, 'ca')}`,
    'certificates of one PKI',
    (args) => `issued by ${text(args, 'issuer')}`,
    (args) => ({
      what: 'restore the PKI as a whole, or move the pair away, so that kubeadm makes it anew',
      now: [`openssl verify -CAfile ${text(args, 'ca')} ${text(args, 'path')}`],
    }),
  ),
  reason(
    'certificates.not-a-ca',
    'The certificate of a CA is none of a CA.',
    (args) => `${text(args, 'path')} is no certificate of a CA`,
    'basicConstraints CA:TRUE',
    (args) => `${text(args, 'subject')}, CA:FALSE`,
    (args) => ({
      what: 'put the certificate of the CA there',
      verify: [`openssl x509 -noout -ext basicConstraints -in ${text(args, 'path')}`],
    }),
  ),
  reason(
    'certificates.names-missing',
    'The certificate of the API server or of etcd lacks names or addresses of the plan: kubeadm ends there.',
    (args) => `${text(args, 'path')} is not for ${text(args, 'missing')}`,
    'every name and address that kubeadm would write into it: it keeps what is there, and ends where one lacks',
    (args) => `it is for ${text(args, 'altNames')}`,
    (args) => ({
      what: 'move the old pair away: kubeadm makes one with the names of this plan (of another control plane copy the CAs and sa.key alone)',
      now: [
        `mv ${text(args, 'path')} ${text(args, 'path')}.old`,
        `mv ${text(args, 'key')} ${text(args, 'key')}.old`,
      ],
    }),
  ),
];

export const certificatesReasons: readonly Reason[] = [
  {
    code: 'certificates.valid',
    means: 'The certificates that are there hold.',
    words: (args) => ({
      says:
        args['to'] === undefined
          ? `the keys of service accounts in ${text(args, 'directory')} belong together`
          : `${text(args, 'count')} in ${text(args, 'directory')} ${args['isOne'] === true ? 'holds' : 'hold'}, at least until ${text(args, 'to')}`,
    }),
  },
  ...files,
  ...contents,
  {
    code: 'certificates.not-told',
    means: 'The certificates were not looked at.',
    words: (args) => ({
      says: `whether the certificates in ${text(args, 'directory')} hold could not be told`,
      have: text(args, 'detail'),
      remedies: [{ what: 'run this again as root', now: ['sudo kube-preflight …'] }],
    }),
  },
];
