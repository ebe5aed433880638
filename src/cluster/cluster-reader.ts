import { X509Certificate } from 'node:crypto';
import type {
  ClusterAccess,
  ClusterFault,
  ClusterIo,
  ClusterRead,
  ClusterRequest,
} from '../config/cluster-io.ts';
import type { Host } from '../host/host.ts';
import { createClient } from './client.ts';
import { type Connection, connectionOf } from './connection.ts';
import { discoverByToken } from './discover.ts';
import { ClusterError, faultOf } from './fault.ts';
import { folderOf, type Kubeconfig, parseKubeconfig } from './kubeconfig.ts';
import { readObjects } from './read-objects.ts';
import type { Limits } from './transport.ts';

const maxKubeconfigBytes = 1024 * 1024;

/** Reads the cluster through the API server. @param stop the run was stopped */
export function createClusterReader(host: Host, stop: AbortSignal): ClusterIo {
  return {
    async read(request) {
      const via = viaOf(request.access);
      const signal = AbortSignal.any([stop, AbortSignal.timeout(request.totalMs)]);
      try {
        return await readWith(request, via, { signal, callMs: request.callMs }, host);
      } catch (error) {
        const fault = stop.aborted
          ? ({ code: 'stopped', detail: 'the run was stopped' } as const)
          : faultOf(error, serverOf(request.access));
        return { reached: false, via, server: '', fault };
      }
    },
  };
}

function viaOf(access: ClusterAccess): string {
  return access.kind === 'token' ? `bootstrap token ${access.token.slice(0, 6)}` : access.file;
}

function serverOf(access: ClusterAccess): string {
  return access.kind === 'token' ? `https://${access.endpoint}` : 'the API server';
}

async function readWith(
  request: ClusterRequest,
  via: string,
  limits: Limits,
  host: Host,
): Promise<ClusterRead> {
  const connection = await connectionBy(request, limits, host);
  const { server } = connection;
  const client = createClient(connection, limits);
  try {
    const read = await readObjects(client, request);
    if (!('code' in read)) return { reached: true, via, server, objects: read };
    return { reached: false, via, server, fault: explain(read, connection) };
  } finally {
    client.close();
  }
}

async function connectionBy(request: ClusterRequest, limits: Limits, host: Host): Promise<Connection> {
  const { access, discoveryMs } = request;
  if (access.kind === 'token') {
    const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(discoveryMs)]);
    return discoverByToken(access, { ...limits, signal });
  }
  const config = await kubeconfigOf(access.file, host);
  const token = access.kind === 'discovery-file' ? access.tlsBootstrapToken : undefined;
  const isBare = Object.keys(config.user).length === 0;
  // A discovery file without credentials is completed by the token for TLS bootstrap, as in kubeadm join.
  const user = isBare && token !== undefined ? { token: { data: token } } : config.user;
  return connectionOf({ ...config, user }, request, host);
}

async function kubeconfigOf(file: string, host: Host): Promise<Kubeconfig> {
  if (/^https?:/u.test(file)) {
    throw new ClusterError('unsupported', 'a discovery file by URL is not fetched; name a local copy');
  }
  const found = await host.readText(file, { maxBytes: maxKubeconfigBytes });
  if (found.ok) return parseKubeconfig(found.text, folderOf(file), file);
  if (found.code === 'ENOENT' || found.code === 'ENOTDIR') {
    throw new ClusterError('no-kubeconfig', `${file} does not exist`);
  }
  throw new ClusterError('bad-kubeconfig', `${file} cannot be read by this user: ${found.code}`);
}

/** A refusal is often an expired client certificate, which the server does not say. */
function explain(fault: ClusterFault, { tls: { cert } }: Connection): ClusterFault {
  if (fault.code !== 'unauthorized' || cert === undefined) return fault;
  try {
    const { validTo } = new X509Certificate(cert);
    if (Date.parse(validTo) >= Date.now()) return fault;
    const day = new Date(validTo).toISOString().slice(0, 10);
    return { ...fault, detail: `${fault.detail}: the client certificate expired on ${day}` };
  } catch {
    return fault;
  }
}
