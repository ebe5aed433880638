import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  createConfiguration,
  CustomObjectsApi,
  ServerConfiguration,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import type { ClusterFault, ObjectRead } from '../config/cluster-io.ts';
import type { Connection } from './connection.ts';
import { faultOf } from './fault.ts';
import { createTransport, type Limits } from './transport.ts';

export interface Client {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly custom: CustomObjectsApi;
  readonly server: string;
  close(): void;
}

/** client-node makes the requests and reads the answers; the transport below it is our own. */
export function createClient(connection: Connection, limits: Limits): Client {
  const transport = createTransport(connection, limits);
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration(connection.server, {}),
    httpApi: wrapHttpLibrary(transport),
  });
  return {
    core: new CoreV1Api(configuration),
    apps: new AppsV1Api(configuration),
    custom: new CustomObjectsApi(configuration),
    server: connection.server,
    close: () => transport.close(),
  };
}

/** An object, or the fault of the connection that it was asked through. */
export interface Reading<T> {
  readonly object: ObjectRead<T>;
  readonly fault?: ClusterFault;
}

/**
 * One object. Not found and forbidden are answers about it; whatever else is no object is a fault.
 * @param take undefined: the object is not what it should be, or lacks what is wanted of it
 */
export async function readObject<A, T>(
  server: string,
  what: string,
  asking: Promise<A>,
  take: (answer: A) => T | undefined,
): Promise<Reading<T>> {
  try {
    const value = take(await asking);
    if (value !== undefined) return { object: { state: 'found', value } };
    return { object: { state: 'unknown', detail: `it is not what kubeadm makes of it: ${what} is missing` } };
  } catch (error) {
    const status = error instanceof ApiException ? statusOf(error) : undefined;
    if (status === 404) return { object: { state: 'not-found', detail: 'it does not exist' } };
    if (status === 403)
      return { object: { state: 'forbidden', detail: 'these credentials may not read it' } };
    const fault = error instanceof ApiException ? faultOfStatus(error.code, server) : faultOf(error, server);
    return { object: { state: 'unknown', detail: fault.detail }, fault };
  }
}

/** The code of an API server's own answer; what stands before one answers without a Status. */
function statusOf({ code, body }: ApiException<unknown>): number | undefined {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return /"kind"\s*:\s*"Status"/u.test(text) ? code : undefined;
}

function faultOfStatus(code: number, server: string): ClusterFault {
  if (code === 401)
    return { code: 'unauthorized', detail: `${server} does not accept the credentials (401)` };
  if (code === 429 || code === 503)
    return { code: 'busy', detail: `${server} is too busy to answer (${code})` };
  return { code: 'bad-answer', detail: `${server} answered with status ${code}` };
}
