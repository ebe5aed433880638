import type { ClusterAccess, ClusterIo, ClusterRead, ClusterRequest } from '../config/cluster-io.ts';
import type { Host } from '../host/host.ts';
import { createClient } from './client.ts';
import { type Connection, connectionOf } from './connection.ts';
import { discoverByToken } from './discover.ts';
import { explainRefusal } from './explain-refusal.ts';
import { faultOf } from './fault.ts';
import { readKubeconfig } from './read-kubeconfig.ts';
import { readObjects } from './read-objects.ts';
import type { Limits } from './transport.ts';

// Of the same bundle that is loaded on first use: client-node is there once.
export { collectLogs } from './collect/collect-logs.ts';

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
    return { reached: false, via, server, fault: explainRefusal(read, connection) };
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
  const config = await readKubeconfig(access.file, host);
  const token = access.kind === 'discovery-file' ? access.tlsBootstrapToken : undefined;
  const isBare = Object.keys(config.user).length === 0;
  // A discovery file without credentials is completed by the token for TLS bootstrap, as in kubeadm join.
  const user = isBare && token !== undefined ? { token: { data: token } } : config.user;
  return connectionOf({ ...config, user }, request, host);
}
