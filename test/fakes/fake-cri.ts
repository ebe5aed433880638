import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerHttp2Session } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { create, toBinary } from '@bufbuild/protobuf';
import { Code, ConnectError, type ConnectRouter } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { ImageService, RuntimeService, VersionResponseSchema } from '../../src/host/cri/cri_pb.ts';
import type { RuntimeCondition } from '../../src/host/cri/runtime-client.ts';

type NodeServerResponse = Parameters<ReturnType<typeof connectNodeAdapter>>[1];

export interface FakeCriOptions {
  /** Where it listens; a path of its own below the directory for temporary files if not given. */
  readonly socket?: string;
  readonly name?: string;
  readonly version?: string;
  /** `unimplemented`: has no RuntimeConfig, as containerd 1.x. */
  readonly cgroupDriver?: 'systemd' | 'cgroupfs' | 'unimplemented';
  /** RuntimeReady true and NetworkReady false if not given: a node without CNI. */
  readonly conditions?: readonly RuntimeCondition[];
  readonly info?: Readonly<Record<string, string>>;
  /** What it speaks; `v1alpha2` alone is containerd before 1.6. */
  readonly speaks?: 'v1' | 'v1alpha2' | 'nothing';
  /** The images in its store. */
  readonly images?: readonly string[];
  /** Why an image cannot be pulled; undefined: it can. */
  readonly refusePull?: (image: string) => string | undefined;
  /** Each call takes so many milliseconds. */
  readonly delayMs?: number;
  /** The status of an error that Status answers with. */
  readonly statusError?: string;
}

export interface FakeCri {
  readonly socket: string;
  /** What was pulled, in order. */
  readonly pulled: readonly string[];
  close(): Promise<void>;
}

export const withoutCni: readonly RuntimeCondition[] = [
  { type: 'RuntimeReady', status: true, reason: '', message: '' },
  {
    type: 'NetworkReady',
    status: false,
    reason: 'NetworkPluginNotReady',
    message: 'Network plugin returns error: cni plugin not initialized',
  },
];

/** A container runtime that answers as containerd 2.1 does, but for what is named: RuntimeConfig, no v1alpha2. */
export async function startFakeCri(options: FakeCriOptions): Promise<FakeCri> {
  const directory = options.socket === undefined ? mkdtempSync(join(tmpdir(), 'fake-cri-')) : undefined;
  const socket = options.socket ?? join(directory ?? tmpdir(), 'cri.sock');
  const pulled: string[] = [];
  const adapter = connectNodeAdapter({
    routes: (router) => route(router, options, pulled),
    fallback: ({ url = '' }, response) => answerUnknown(url, response, options),
  });
  const server = createServer(adapter);
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return {
    socket,
    pulled,
    async close() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

function versionOf({ name = 'containerd', version = '2.1.9', speaks = 'v1' }: FakeCriOptions) {
  return { version: '0.1.0', runtimeName: name, runtimeVersion: version, runtimeApiVersion: speaks };
}

/** As a gRPC server answers for a service that it does not have; the one before v1 has the same messages. */
function answerUnknown(url: string, response: NodeServerResponse, options: FakeCriOptions): void {
  const [, service = '', method] = url.split('/');
  const isOlder = service === 'runtime.v1alpha2.RuntimeService' && method === 'Version';
  if (isOlder && options.speaks === 'v1alpha2') {
    const body = toBinary(VersionResponseSchema, create(VersionResponseSchema, versionOf(options)));
    const head = Buffer.from([0, 0, 0, 0, body.length]);
    response.writeHead(200, { 'content-type': 'application/grpc+proto', trailer: 'grpc-status' });
    response.addTrailers({ 'grpc-status': '0' });
    response.end(Buffer.concat([head, body]));
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/grpc+proto',
    'grpc-status': '12',
    'grpc-message': encodeURIComponent(`unknown service ${service}`),
  });
  response.end();
}

function route(router: ConnectRouter, options: FakeCriOptions, pulled: string[]): void {
  const { speaks = 'v1', delayMs = 0 } = options;
  const version = async () => {
    await sleep(delayMs);
    return versionOf(options);
  };
  if (speaks !== 'v1') return;
  router.service(RuntimeService, {
    version,
    status: async ({ verbose }) => {
      await sleep(delayMs);
      if (options.statusError !== undefined) throw new ConnectError(options.statusError, Code.Unavailable);
      const conditions = (options.conditions ?? withoutCni).map((condition) => ({ ...condition }));
      return { status: { conditions }, info: verbose ? { ...options.info } : {} };
    },
    runtimeConfig: async () => {
      await sleep(delayMs);
      const { cgroupDriver = 'systemd' } = options;
      if (cgroupDriver === 'unimplemented')
        throw new ConnectError('unknown method RuntimeConfig', Code.Unimplemented);
      return { linux: { cgroupDriver: cgroupDriver === 'systemd' ? 0 : 1 } };
    },
  });
  routeImages(router, options, pulled);
}

function routeImages(router: ConnectRouter, options: FakeCriOptions, pulled: string[]): void {
  router.service(ImageService, {
    imageStatus: async ({ image }) => {
      await sleep(options.delayMs ?? 0);
      const name = image?.image ?? '';
      return options.images?.includes(name) || pulled.includes(name)
        ? { image: { id: `sha256:${name}` } }
        : {};
    },
    pullImage: async ({ image }) => {
      const name = image?.image ?? '';
      const refusal = options.refusePull?.(name);
      if (refusal !== undefined) throw new ConnectError(refusal, Code.NotFound);
      pulled.push(name);
      return { imageRef: `sha256:${name}` };
    },
  });
}
