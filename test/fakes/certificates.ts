import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A CA in a folder of its own. */
export interface Ca extends Pair {
  /** A certificate for a server (an IP address or name) or, with an organisation, for a client. */
  issue(name: string, options?: { readonly days?: number; readonly expired?: boolean }): Pair;
  remove(): void;
}

/** Made with openssl, as they are in the field; keys are of a curve, which are made at once. */
export function makeCa(name = 'kubernetes'): Ca {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-ca-'));
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', [...args], { cwd: folder, stdio: 'pipe' });
  };
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...curve,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-days',
    '30',
    '-subj',
    `/CN=${name}`,
  );
  let serial = 0;
  return {
    cert: read('ca.crt'),
    key: read('ca.key'),
    issue(subject, { expired = false } = {}) {
      serial += 1;
      const base = `issued-${serial}`;
      const san = /^[\d.]+$/u.test(subject) ? `IP:${subject}` : `DNS:${subject}`;
      writeFileSync(join(folder, `${base}.ext`), `subjectAltName=${san}\n`);
      openssl(
        'req',
        '-new',
        ...curve,
        '-keyout',
        `${base}.key`,
        '-out',
        `${base}.csr`,
        '-subj',
        `/O=system:masters/CN=${subject}`,
      );
      const validity = expired
        ? ['-not_before', '20200101000000Z', '-not_after', '20200201000000Z']
        : ['-days', '30'];
      issue(openssl, folder, base, validity);
      return { cert: read(`${base}.crt`), key: read(`${base}.key`) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function issue(
  openssl: (...args: readonly string[]) => void,
  folder: string,
  base: string,
  validity: readonly string[],
): void {
  const common = [
    'x509',
    '-req',
    '-in',
    `${base}.csr`,
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    `${base}.ext`,
    '-out',
    `${base}.crt`,
  ];
  if (validity[0] === '-days') {
    openssl(...common, ...validity);
    return;
  }
  // `openssl x509` before 3.4 cannot set dates; `openssl ca` of every release can.
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(
    join(folder, 'ca.cnf'),
    [
      '[ca]',
      'default_ca=own',
      '[own]',
      'database=index.txt',
      'new_certs_dir=.',
      'default_md=sha256',
      'policy=any',
      'rand_serial=yes',
      'unique_subject=no',
      '[any]',
      'commonName=supplied',
      'organizationName=optional',
      '',
    ].join('\n'),
  );
  const [, from = '', , to = ''] = validity;
  openssl(
    'ca',
    '-batch',
    '-config',
    'ca.cnf',
    '-cert',
    'ca.crt',
    '-keyfile',
    'ca.key',
    '-in',
    `${base}.csr`,
    '-out',
    `${base}.crt`,
    '-notext',
    '-startdate',
    from,
    '-enddate',
    to,
    '-extfile',
    `${base}.ext`,
  );
}
