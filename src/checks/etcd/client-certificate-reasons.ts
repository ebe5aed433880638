import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

function text(args: Args, key: string): string {
  return String(args[key] ?? '');
}

const need = 'caFile, certFile and keyFile that the API server can show to etcd';

function reason(
  code: string,
  means: string,
  says: (args: Args) => string,
  have: (args: Args) => string,
  remedy: (args: Args) => Remedy,
  needs: (args: Args) => string = () => need,
): Reason {
  return {
    code,
    means,
    words: (args) => ({
      says: says(args),
      need: needs(args),
      have: have(args),
      remedies: [remedy(args)],
    }),
  };
}

function shows(path: string): readonly string[] {
  return [`openssl x509 -noout -subject -issuer -dates -ext extendedKeyUsage -in ${path}`];
}

const renew = (args: Args): Remedy => ({
  what:
    args['field'] === 'etcd.external.caFile'
      ? 'put the CA here that the servers of etcd have their certificates from, on every control-plane node; where it is this one, etcd needs a new CA first'
      : 'have a new pair issued by the CA of etcd, and put it in place of this one on every control-plane node',
  verify: shows(text(args, 'path')),
});

const files: readonly Reason[] = [
  reason(
    'etcd-certificates.absent',
    'A file that the plan names is not there.',
    (args) =>
      `${text(args, 'path')} is not there${args['downloads'] === true ? ': copy it here, unless kubeadm downloads it' : ''}`,
    (args) => `${text(args, 'field')} names it; ${text(args, 'detail')}`,
    (args) => ({
      what:
        args['downloads'] === true
          ? 'copy it from another control-plane node, or join with --certificate-key, which downloads it'
          : `copy it from the etcd hosts, or set ${text(args, 'field')} to where it is`,
      verify: [`ls -l ${text(args, 'path')}`],
    }),
  ),
  reason(
    'etcd-certificates.needs-root',
    'An ordinary user may not read the file.',
    (args) => `only root can read ${text(args, 'path')}`,
    (args) => text(args, 'detail'),
    () => ({ what: 'run this again as root', now: ['sudo kube-preflight …'] }),
  ),
  reason(
    'etcd-certificates.unreadable',
    'The file is there and cannot be read.',
    (args) => `${text(args, 'path')} cannot be read`,
    (args) => text(args, 'detail'),
    (args) => ({ what: 'see what it is, and who may read it', now: [`ls -lZ ${text(args, 'path')}`] }),
  ),
  reason(
    'etcd-certificates.bad',
    'The file is not what it should be: a certificate or a key in PEM.',
    (args) => `${text(args, 'path')} is no ${text(args, 'kind')} in PEM`,
    (args) => text(args, 'detail'),
    (args) => ({
      what: `put the ${text(args, 'kind')} there as PEM, or name the right file in ${text(args, 'field')}`,
      now: [`head -1 ${text(args, 'path')}`],
    }),
  ),
  reason(
    'etcd-certificates.encrypted',
    'The key wants a password, which nobody will give.',
    (args) => `the key ${text(args, 'path')} is encrypted`,
    () => 'a key with a password; the API server has none to give',
    (args) => ({
      what: 'store the key without a password, readable by root alone',
      now: [`openssl pkey -in ${text(args, 'path')} -out ${text(args, 'path')}.plain`],
    }),
  ),
  reason(
    'etcd-certificates.incomplete',
    'certFile, keyFile and caFile belong together; kubeadm refuses a part of them.',
    (args) => `${text(args, 'missing')} is not set, and kubeadm takes certificates only together`,
    (args) => `set: ${text(args, 'set')}`,
    (args) => ({ what: `set etcd.external.${text(args, 'missing')}, too` }),
  ),
  reason(
    'etcd-certificates.http-endpoint',
    'Certificates are named, and an endpoint is plain http: kubeadm refuses that.',
    (args) => `${text(args, 'url')} is plain http, though certificates are set`,
    (args) => text(args, 'url'),
    () => ({ what: 'write https:// in etcd.external.endpoints, or set no certificates' }),
    () => 'https in every endpoint where certificates are set',
  ),
];

const contents: readonly Reason[] = [
  reason(
    'etcd-certificates.mismatch',
    'The key is not the one of the certificate.',
    (args) => `${text(args, 'key')} is not the key of ${text(args, 'path')}`,
    (args) => `${text(args, 'path')} is of ${text(args, 'subject')}, with another public key`,
    (args) => ({
      what: 'name the two halves of one pair in certFile and keyFile; both commands must print the same',
      now: [
        `openssl x509 -noout -pubkey -in ${text(args, 'path')}`,
        `openssl pkey -pubout -in ${text(args, 'key')}`,
      ],
    }),
  ),
  reason(
    'etcd-certificates.expired',
    'A certificate has expired.',
    (args) => `${text(args, 'path')} ended on ${text(args, 'to')}`,
    (args) =>
      `${text(args, 'subject')}: ${text(args, 'from')} to ${text(args, 'to')}; the clock here says ${text(args, 'now')}`,
    renew,
    () => 'certificates that are valid now',
  ),
  reason(
    'etcd-certificates.not-yet-valid',
    'A certificate begins in the future: a clock is wrong.',
    (args) => `${text(args, 'path')} holds only from ${text(args, 'from')} UTC on: a clock is wrong`,
    (args) => `the clock here says ${text(args, 'now')} UTC`,
    () => ({
      what: 'set the clock of this host, or that of the host that made the certificate',
      now: ['timedatectl', 'chronyc tracking'],
    }),
    () => 'certificates that are valid now',
  ),
  reason(
    'etcd-certificates.expires-soon',
    'A certificate expires within a month.',
    (args) => `${text(args, 'path')} ends on ${text(args, 'to')}; the API server loses etcd then`,
    (args) => `${text(args, 'subject')}: until ${text(args, 'to')}`,
    renew,
    () => 'more than a month of validity: kubeadm does not renew what it did not make',
  ),
  reason(
    'etcd-certificates.not-for-clients',
    'The certificate is for servers alone; etcd does not take it from a client.',
    (args) => `${text(args, 'path')} is not for clients`,
    (args) => `extended key usage: ${text(args, 'purposes')}`,
    (args) => ({
      what: 'have a certificate issued with extendedKeyUsage = clientAuth',
      verify: shows(text(args, 'path')),
    }),
    () => 'TLS Web Client Authentication among the purposes of the certificate',
  ),
  reason(
    'etcd-certificates.foreign',
    'The client certificate is not from the CA in caFile: right only if etcd trusts another CA for clients.',
    (args) => `${text(args, 'path')} is not from the CA in ${text(args, 'caFile')}`,
    (args) => `issued by ${text(args, 'issuer')}`,
    (args) => ({
      what: 'see that --trusted-ca-file of etcd holds the CA that issued it',
      now: [`openssl verify -CAfile ${text(args, 'caFile')} ${text(args, 'path')}`],
    }),
    () => 'a certificate that etcd trusts, which is most often one of the CA that signed its own',
  ),
  reason(
    'etcd-certificates.open-key',
    'Everybody on the host may read the key.',
    (args) => `every user of this host can read the key ${text(args, 'path')}`,
    (args) => `mode ${text(args, 'mode')}`,
    (args) => ({
      what: 'let root alone read it',
      now: [`chown root:root ${text(args, 'path')}`, `chmod 0600 ${text(args, 'path')}`],
    }),
    () => 'a key that nobody but its owner reads: it opens all that the cluster stores',
  ),
];

export const clientCertificateReasons: readonly Reason[] = [
  {
    code: 'etcd-certificates.valid',
    means: 'The files are there; in the default policy also: they belong together, and are valid.',
    words: (args) => ({
      says: `the certificates for etcd ${args['to'] === undefined ? 'are there' : `hold until ${text(args, 'to')}`}`,
    }),
  },
  ...files,
  ...contents,
  {
    code: 'etcd-certificates.not-told',
    means: 'The certificates for etcd were not looked at.',
    words: (args) => ({
      says: 'whether the certificates for etcd hold could not be told',
      have: text(args, 'detail'),
      remedies: [{ what: 'run this again' }],
    }),
  },
];
