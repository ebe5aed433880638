import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The paths of a pair. */
export interface PairPaths {
  readonly cert: string;
  readonly key: string;
}

export interface IssueOptions {
  /** Below the folder, without suffix. */
  readonly path: string;
  readonly names?: readonly string[];
  readonly purpose?: 'clientAuth' | 'serverAuth' | 'clientAuth, serverAuth';
  /** `YYYYMMDDHHMMSSZ`; absent: from now for thirty days and more. */
  readonly from?: string;
  readonly to?: string;
  readonly isCa?: boolean;
  /** Absent: it signs itself. */
  readonly by?: PairPaths;
}

export interface Pki {
  readonly folder: string;
  issue(options: IssueOptions): PairPaths;
  remove(): void;
}

const configuration = `[ca]
default_ca=own
[own]
database=index.txt
new_certs_dir=.
default_md=sha256
policy=any
rand_serial=yes
unique_subject=no
default_days=90
[any]
commonName=supplied
[req]
distinguished_name=none
[none]
`;

/** Certificates made by openssl, in the layout and with the dates that a test wants. */
export function makePki(): Pki {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-pki-'));
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'ca.cnf'), configuration);
  return {
    folder,
    issue({ path, names = [], purpose, from, to, isCa = false, by }) {
      const base = join(folder, path);
      mkdirSync(dirname(base), { recursive: true });
      const pair = { cert: `${base}.crt`, key: `${base}.key` };
      const alternatives = names.map((name) => (/^[\d.]+$|:/u.test(name) ? `IP:${name}` : `DNS:${name}`));
      const extensions = [
        `basicConstraints=critical,CA:${isCa ? 'TRUE' : 'FALSE'}`,
        ...(purpose === undefined ? [] : [`extendedKeyUsage=${purpose}`]),
        ...(alternatives.length === 0 ? [] : [`subjectAltName=${alternatives.join(',')}`]),
      ];
      writeFileSync(`${base}.ext`, `${extensions.join('\n')}\n`);
      openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', pair.key);
      openssl(
        'req',
        '-new',
        '-config',
        'ca.cnf',
        '-key',
        pair.key,
        '-out',
        `${base}.csr`,
        '-subj',
        `/CN=${path.replaceAll('/', '-')}`,
      );
      const signer =
        by === undefined ? ['-selfsign', '-keyfile', pair.key] : ['-cert', by.cert, '-keyfile', by.key];
      const dates = [
        ...(from === undefined ? [] : ['-startdate', from]),
        ...(to === undefined ? [] : ['-enddate', to]),
      ];
      openssl(
        'ca',
        '-batch',
        '-config',
        'ca.cnf',
        ...signer,
        '-in',
        `${base}.csr`,
        '-out',
        pair.cert,
        '-notext',
        '-extfile',
        `${base}.ext`,
        ...dates,
      );
      return pair;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
