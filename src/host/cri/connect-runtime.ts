import { type Client, createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { callFailure } from './call-failure.ts';
import { openSession, socketUrl } from './socket-session.ts';
import { RuntimeService as RuntimeServiceV1alpha2 } from './cri-v1alpha2_pb.ts';
import { ImageService, RuntimeService, type StatusResponse } from './cri_pb.ts';
import type {
  CallAnswer,
  CgroupDriver,
  RuntimeClient,
  RuntimeStatus,
  RuntimeVersion,
} from './runtime-client.ts';

/** The verbose status of a large node is some tens of kilobytes. */
const maxAnswer = 4 * 1024 * 1024;

/**
 * A client of the runtime that listens at a unix socket. Loaded only when there is something to ask:
 * gRPC costs more to load than the rest of this program. It connects at once.
 */
export function connectRuntime(path: string): RuntimeClient {
  const session = openSession(path);
  const options = { baseUrl: socketUrl, sessionManager: session, readMaxBytes: maxAnswer };
  const transport = createGrpcTransport(options);
  const runtime = createClient(RuntimeService, transport);
  const older = createClient(RuntimeServiceV1alpha2, transport);
  return {
    version: (timeoutMs) => answerOf(runtime.version({}, { timeoutMs }).then(toVersion)),
    versionV1alpha2: (timeoutMs) => answerOf(older.version({}, { timeoutMs }).then(toVersion)),
    status: (timeoutMs) => answerOf(runtime.status({ verbose: true }, { timeoutMs }).then(toStatus)),
    cgroupDriver: (timeoutMs) =>
      answerOf(runtime.runtimeConfig({}, { timeoutMs }).then(({ linux }) => driverOf(linux?.cgroupDriver))),
    ...imageCalls(createClient(ImageService, transport)),
    close: () => session.close(),
  };
}

function imageCalls(images: Client<typeof ImageService>): Pick<RuntimeClient, 'hasImage' | 'pullImage'> {
  return {
    hasImage: (image, timeoutMs) =>
      answerOf(
        images.imageStatus({ image: { image } }, { timeoutMs }).then((answer) => answer.image !== undefined),
      ),
    pullImage: (image, timeoutMs) =>
      answerOf(images.pullImage({ image: { image } }, { timeoutMs }).then(({ imageRef }) => imageRef)),
  };
}

async function answerOf<T>(call: Promise<T>): Promise<CallAnswer<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    return callFailure(error);
  }
}

interface VersionMessage {
  readonly runtimeName: string;
  readonly runtimeVersion: string;
  readonly runtimeApiVersion: string;
}

function toVersion({ runtimeName, runtimeVersion, runtimeApiVersion }: VersionMessage): RuntimeVersion {
  return { name: runtimeName, version: runtimeVersion, api: runtimeApiVersion };
}

function toStatus({ status, info }: StatusResponse): RuntimeStatus {
  const conditions = (status?.conditions ?? []).map((one) => ({
    type: one.type,
    status: one.status,
    reason: one.reason,
    message: one.message,
  }));
  return { conditions, info };
}

function driverOf(number: number | undefined): CgroupDriver | undefined {
  return (['systemd', 'cgroupfs'] as const).find((_, index) => index === number);
}
