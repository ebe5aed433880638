import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterRequest } from '../../src/config/cluster-io.ts';
import type { Ca, Pair } from '../fakes/certificates.ts';

export interface Folder {
  write(name: string, text: string): string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'kube-preflight-cluster-'));
  return {
    write(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export interface KubeconfigOptions {
  readonly url: string;
  readonly ca?: Ca;
  readonly client?: Pair;
  readonly token?: string;
  /** Further lines of the user or the cluster, as JSON members. */
  readonly user?: object;
  readonly cluster?: object;
}

/** A kubeconfig as `kubeadm kubeconfig user` writes it (in JSON, which is YAML too). */
export function kubeconfigText({ url, ca, client, token, user, cluster }: KubeconfigOptions): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'kubernetes',
        cluster: {
          server: url,
          ...(ca === undefined ? {} : { 'certificate-authority-data': base64(ca.cert) }),
          ...cluster,
        },
      },
    ],
    users: [
      {
        name: 'admin',
        user: {
          ...(client === undefined
            ? {}
            : { 'client-certificate-data': base64(client.cert), 'client-key-data': base64(client.key) }),
          ...(token === undefined ? {} : { token }),
          ...user,
        },
      },
    ],
    contexts: [{ name: 'admin@kubernetes', context: { cluster: 'kubernetes', user: 'admin' } }],
    'current-context': 'admin@kubernetes',
  });
}

/** The kubeconfig of kube-public/cluster-info, which holds no user. */
export function clusterInfoText(url: string, ca: Ca): string {
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64(ca.cert)}
    server: ${url}
  name: ""
contexts: null
current-context: ""
kind: Config
users: null
`;
}

/** As the controller manager's bootstrap signer writes it. */
export function sign(
  content: string,
  token: string,
  header: object = { alg: 'HS256', kid: token.slice(0, 6) },
): string {
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const payload = Buffer.from(content).toString('base64url');
  const signature = createHmac('sha256', token.slice(7))
    .update(`${protectedHeader}.${payload}`)
    .digest('base64url');
  return `${protectedHeader}..${signature}`;
}

export function requestBy(file: string, overrides: Partial<ClusterRequest> = {}): ClusterRequest {
  return {
    access: { kind: 'kubeconfig', file, isDefault: false },
    totalMs: 5000,
    discoveryMs: 5000,
    callMs: 5000,
    allowExec: false,
    forUpgrade: false,
    ...overrides,
  };
}
