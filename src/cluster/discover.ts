import type { ClusterAccess } from '../config/cluster-io.ts';
import { certificatesOf, isPin, isPinned } from './ca-pins.ts';
import { createClient, readObject } from './client.ts';
import type { Connection } from './connection.ts';
import { ClusterError } from './fault.ts';
import { type BootstrapToken, isSigned, parseToken } from './jws.ts';
import { parseKubeconfig } from './kubeconfig.ts';
import { dataOf } from './read-objects.ts';
import type { Limits } from './transport.ts';

type TokenAccess = Extract<ClusterAccess, { kind: 'token' }>;

/**
 * From a bootstrap token to a cluster that is known to be the right one, as kubeadm join does it
 * (cmd/kubeadm/app/discovery/token): kube-public/cluster-info without trust and without credentials; its
 * signature by the token; the key of its CA by the pins; and the same again through that CA. Only then
 * the token itself is sent.
 */
export async function discoverByToken(access: TokenAccess, limits: Limits): Promise<Connection> {
  const token = parseToken(access.token);
  if (token === undefined)
    throw new ClusterError('bad-kubeconfig', 'the discovery token has not the form of one');
  refuseUnpinned(access);
  const server = `https://${access.endpoint}`;
  if (URL.parse(server) === null)
    throw new ClusterError('bad-kubeconfig', 'the API endpoint is no host:port');
  const text = await clusterInfo({ server, tls: { rejectUnauthorized: false }, headers: {} }, token, limits);
  const found = parseKubeconfig(text, '/', 'kube-public/cluster-info');
  const ca = found.ca !== undefined && 'data' in found.ca ? found.ca.data : undefined;
  if (ca === undefined) throw new ClusterError('bad-answer', 'kube-public/cluster-info holds no CA');
  const trusted = { ca, rejectUnauthorized: true };
  if (access.caCertHashes.length > 0) {
    demandPin(ca, access.caCertHashes);
    const again = await clusterInfo({ server, tls: trusted, headers: {} }, token, limits);
    if (again !== text) {
      throw new ClusterError(
        'bad-signature',
        'kube-public/cluster-info is another one when asked through its own CA',
      );
    }
  }
  const headers = { Authorization: `Bearer ${access.tlsBootstrapToken}` };
  return { server: found.server, tls: trusted, headers };
}

/** kubeadm refuses a configuration without pins, unless that is said. */
function refuseUnpinned({ caCertHashes, unsafeSkipCAVerification }: TokenAccess): void {
  const wrong = caCertHashes.find((pin) => !isPin(pin));
  if (wrong !== undefined) {
    throw new ClusterError(
      'no-pin',
      'a discovery-token-ca-cert-hash is not of the form sha256:<64 hex digits>',
    );
  }
  if (caCertHashes.length > 0 || unsafeSkipCAVerification) return;
  throw new ClusterError(
    'no-pin',
    'no discovery-token-ca-cert-hash, and unsafeSkipCAVerification is not set: kubeadm does not join so',
  );
}

function demandPin(ca: string, pins: readonly string[]): void {
  const certificates = certificatesOf(ca);
  if (certificates === undefined) {
    throw new ClusterError('bad-answer', 'the CA in kube-public/cluster-info cannot be read');
  }
  if (isPinned(certificates, pins)) return;
  throw new ClusterError(
    'pin-mismatch',
    'the CA of this cluster has none of the given discovery-token-ca-cert-hash',
  );
}

/** The kubeconfig in kube-public/cluster-info, once its signature is verified. */
async function clusterInfo(connection: Connection, token: BootstrapToken, limits: Limits): Promise<string> {
  const client = createClient(connection, limits);
  try {
    const name = `jws-kubeconfig-${token.id}`;
    const asking = client.core.readNamespacedConfigMap({ name: 'cluster-info', namespace: 'kube-public' });
    const { object, fault } = await readObject(connection.server, 'the key kubeconfig', asking, (map) => {
      const kubeconfig = dataOf(map, 'kubeconfig');
      return kubeconfig === undefined ? undefined : { kubeconfig, jws: dataOf(map, name) };
    });
    if (fault !== undefined) throw new ClusterError(fault.code, fault.detail);
    if (object.state !== 'found') {
      throw new ClusterError('no-cluster-info', `ConfigMap kube-public/cluster-info: ${object.detail}`);
    }
    const { kubeconfig, jws } = object.value;
    if (jws === undefined) {
      throw new ClusterError(
        'bad-signature',
        `kube-public/cluster-info is not signed by the token ${token.id}: it has expired or belongs to another cluster`,
      );
    }
    if (isSigned(kubeconfig, jws, token)) return kubeconfig;
    throw new ClusterError(
      'bad-signature',
      `the signature of kube-public/cluster-info is not by the token ${token.id}`,
    );
  } finally {
    client.close();
  }
}
